import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, expect, it } from "vitest";
import { authStatus, failure, type SeenRequest, serve, stopServing } from "@/components/testServer";
import { idleNode } from "@/store/runReducer";
import { doneItem, ranItems, runWith } from "@/store/table/testTable";
import { llm, wire, workflow } from "@/store/testWorkflow";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import { TableDialog } from "./TableDialog";

const judge = (id: string) => ({ id, type: "score", title: `Score ${id}`, data: { method: "equals", expected: "x" } });
const nodes = [
  { ...llm("a"), title: "Model A" },
  { ...llm("b"), title: "Model B" },
  ...[judge("sa"), judge("sb")],
  { id: "t", type: "table", title: "Results", data: { spread: true } },
];
const edges = [
  wire("a.text", "sa.value"),
  wire("b.text", "sb.value"),
  ...["a.text", "sa.score", "b.text", "sb.score"].map((from) => wire(from, "t.columns")),
];
const ROWS = 30;
const all = Array.from({ length: ROWS }, (_, row) => row);
const answers = ranItems(all.map((row) => doneItem({ text: `answer ${row}` })));
const scored = (passes: number) =>
  ranItems(
    all.map((row) => doneItem({ score: row < passes ? 1 : 0, pass: row < passes, reason: "" })),
    "score",
  );
const rows = all.map((row) => ({
  ...{ "Model A": `answer ${row}`, "Score sa": row < 28 ? 1 : 0 },
  ...{ "Model B": `answer ${row}`, "Score sb": row < 6 ? 1 : 0 },
}));

function open(routes: Record<string, unknown>): SeenRequest[] {
  const seen = serve({ "GET /api/auth/openai/status": authStatus(), "GET /api/servers": { servers: [] }, ...routes });
  workflowStore.getState().load(workflow(nodes, edges));
  const table = { ...idleNode, status: "done" as const, output: { rows } };
  const run = runWith({ a: answers, b: answers, sa: scored(28), sb: scored(6), t: table });
  runStore.setState({ run });
  render(
    <SWRConfig value={{ provider: () => new Map() }}>
      <TableDialog node="t" onClose={() => {}} />
    </SWRConfig>,
  );
  return seen;
}

afterEach(async () => {
  cleanup();
  runStore.getState().clear();
  await stopServing();
});

it("The table of an evaluation says who leads and how sure that is, and has a foot below each column", async () => {
  open({ "GET /api/runs/run/labels": { labels: [] } });
  const scores = await screen.findByRole("region", { name: "What the scores say" });
  expect(within(scores).getByRole("status").textContent).toBe(
    "Model A leads: 28 of 30 (93%) passed, of Model B 6 of 30 (20%). Its 95% interval lies above all others: that is hardly chance.",
  );
  expect(scores.textContent).toContain("93% (79%–98%) · mean 0.93 · n = 30");
  const foot = screen.getByRole("rowgroup", { name: "All rows that are shown" });
  expect(foot.textContent).toContain("20% passed10%–37%Mean 0.2030 values");
  fireEvent.click(screen.getByRole("button", { name: "Scores" }));
  expect(screen.queryByRole("region", { name: "What the scores say" })).toBeNull();
});

it("A thumb is given by a key, stands at once, and is taken back where the server refuses it", async () => {
  let refused = false;
  const seen = open({
    "GET /api/runs/run/labels": { labels: [{ node: "t", row: 1, label: "down", note: "Odd", at: "2030" }] },
    "PUT /api/runs/run/labels": ({ body }: SeenRequest) =>
      refused ? failure(500, "storage_failed", "Full.") : { ...(body as object), at: "2030" },
  });
  const grid = await screen.findByRole("grid");
  const said = () => screen.getByRole("region", { name: "What the scores say" }).textContent;
  await waitFor(() => expect(said()).toContain("Agrees with thumbs on 0%, κ = 0.00, n = 1"));
  fireEvent.keyDown(grid, { key: "+" });
  await waitFor(() => expect(said()).toContain("Agrees with thumbs on 50%, κ = 0.00, n = 2"));
  await waitFor(() => expect(seen.at(-1)?.body).toEqual({ node: "t", row: 0, label: "up" }));
  refused = true;
  fireEvent.keyDown(grid, { key: "+" });
  await waitFor(() => expect(seen.at(-1)?.body).toEqual({ node: "t", row: 0, label: null }));
  await waitFor(() => expect(said()).toContain("n = 2"));
});
