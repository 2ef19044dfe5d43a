import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { ScoreNode } from "@/components/nodes/ScoreNode";
import { nodeProps, renderOnCanvas } from "@/components/testNode";
import { accountView, authStatus, serve, stopServing } from "@/components/testServer";
import { idleRun, type NodeRun } from "@/store/runReducer";
import { wire, workflow } from "@/store/testWorkflow";
import { runStore } from "@/store/useRun";
import { useNode, workflowStore } from "@/store/useWorkflow";
import type { PortValues } from "@/types/run";
import { ScoreFields } from "./ScoreFields";

const models = { provider: "openai-auth", source: "live", fetchedAt: "2026-11-21T00:00:00.000Z", models: [] };

function Panel() {
  const node = useNode("s");
  return node === undefined ? null : <ScoreFields node={node} />;
}

async function show(data: Record<string, unknown>, what = <Panel />) {
  serve({
    "GET /api/auth/openai/status": authStatus({ connected: true, accounts: [accountView()] }),
    "GET /api/keys": { keys: [] },
    "GET /api/settings": {},
    "GET /api/models": models,
  });
  const answer = { id: "a", type: "prompt", data: { text: "x" } };
  workflowStore.getState().load(workflow([answer, { id: "s", type: "score", data }], [wire("a.text", "s.value")]));
  await renderOnCanvas(what);
}

const dataNow = () => workflowStore.getState().workflow?.nodes[1]?.data;

afterEach(async () => {
  cleanup();
  runStore.setState({ run: idleRun });
  await stopServing();
});

describe("the settings of a score", () => {
  it("are what is expected and how strictly it is compared", async () => {
    await show({ method: "equals", ignoreSpace: true });
    const expected = await screen.findByRole("textbox", { name: "Expected" });
    fireEvent.change(expected, { target: { value: "owl" } });
    fireEvent.click(screen.getByRole("switch", { name: "Compare as JSON" }));
    expect(dataNow()).toEqual({ method: "equals", ignoreSpace: true, expected: "owl", asJson: true });
    expect(screen.queryByRole("switch", { name: "Leave out space at both ends" })).toBeNull();
    fireEvent.change(expected, { target: { value: "" } });
    expect(dataNow()?.expected).toBeUndefined();
  });

  it("of a range are two numbers, of which one may stay open", async () => {
    await show({ method: "range" });
    fireEvent.change(await screen.findByRole("textbox", { name: "From" }), { target: { value: "2" } });
    fireEvent.change(screen.getByRole("textbox", { name: "To" }), { target: { value: "x" } });
    expect(dataNow()).toEqual({ method: "range", min: 2 });
    expect(screen.getByRole("alert").textContent).toBe("This is not a number.");
  });

  it("of judges are a rubric, a scale, and models of which each can be another", async () => {
    const judge = { provider: "openai-auth", model: "m" };
    await show({ method: "judge", judges: [judge] });
    fireEvent.change(await screen.findByRole("textbox", { name: "Rubric" }), { target: { value: "Is it true?" } });
    fireEvent.change(screen.getByRole("textbox", { name: "Best" }), { target: { value: "10" } });
    fireEvent.click(screen.getByRole("button", { name: "Add a judge" }));
    expect(dataNow()).toMatchObject({
      rubric: "Is it true?",
      scale: { min: 1, max: 10, passAt: 4 },
      judges: [judge, judge],
    });
    const second = screen.getByRole("region", { name: "Judge 2" });
    fireEvent.click(within(second).getByRole("button", { name: "Remove judge 2" }));
    expect(dataNow()?.judges).toEqual([judge]);
  });
});

describe("a score on the canvas", () => {
  const node = <ScoreNode {...nodeProps("s", "score")} />;
  const done = { status: "done", attempt: 1, text: "", notices: [] as NodeRun["notices"] } as const;
  const verdict = (score: number, pass: boolean): PortValues => ({ score, pass, reason: "Because." });

  it("says how good it is in a number and in words, and why", async () => {
    runStore.setState({ run: { ...idleRun, nodes: { s: { ...done, output: verdict(0.75, true) } } } });
    await show({ method: "equals", expected: "x" }, node);
    await screen.findByText("Because.");
    expect(screen.getByText("75%")).toBeTruthy();
    expect(screen.getByText("passed")).toBeTruthy();
  });

  it("shows what is expected without joining its lines, and says where a judge is missing", async () => {
    await show({ method: "contains", expected: "owls\ncats", several: "all" }, node);
    expect((await screen.findByText(/owls/)).textContent).toBe("owls\ncats");
    expect(screen.queryByRole("textbox", { name: "Expected" })).toBeNull();
    cleanup();
    await show({ method: "judge", judges: [] }, node);
    await screen.findByText(/^No judge yet/);
  });

  it("of a list says the mean, and how many pass", async () => {
    const items = [verdict(1, true), verdict(0.5, false), verdict(0, false)].map((output) => ({ ...done, output }));
    runStore.setState({ run: { ...idleRun, nodes: { s: { ...done, items, output: {} } } } });
    await show({ method: "equals", expected: "x" }, node);
    await screen.findByText("1 of 3 pass");
    expect(screen.getByText("mean 50%")).toBeTruthy();
  });
});
