import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failure, serve, stopServing } from "@/components/testServer";
import { personStore } from "@/store/person";
import { idleRun } from "@/store/runReducer";
import { prompt, workflow } from "@/store/testWorkflow";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import type { RunSummary } from "@/types/run";
import { HistoryTab } from "./HistoryTab";
import { RunActions } from "./RunActions";

const summary = (id: string, by: string): RunSummary => ({
  ...{ id, by, workflowId: "wf_1", status: "failed", createdAt: "2026-11-01T10:00:00.000Z", problems: 1 },
  counts: { total: 1, done: 0, failed: 1, skipped: 0, running: 0, calls: 1 },
  usage: { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0, reasoningTokens: 0, totalTokens: 2 },
  ...{ payers: [], outputs: {} },
});

const people = [
  { id: "p_mina", name: "mina", role: "editor", disabled: false },
  { id: "p_ben", name: "ben", role: "editor", disabled: false },
];

beforeEach(() => {
  personStore.setState({ person: { id: "p_mina", name: "mina", role: "editor" } });
  workflowStore.getState().load({ ...workflow([prompt("a")]), id: "wf_1", revision: 1 });
  serve({
    "GET /api/people": { people },
    "GET /api/runs": { runs: [summary("run_2", "p_ben"), summary("run_1", "p_mina")], unreadable: [] },
    "GET /api/auth/openai/status": failure(503, "storage_failed", "away"),
  });
});
afterEach(async () => {
  cleanup();
  personStore.setState({ person: undefined });
  runStore.setState({ run: idleRun });
  await stopServing();
});

describe("runs of several people", () => {
  it("say who started them, and can be cut down to one's own", async () => {
    render(<HistoryTab />);
    await screen.findByRole("cell", { name: "ben" });
    const rows = () => screen.getAllByRole("row").slice(1);
    expect(rows().map((row) => within(row).getAllByRole("cell")[1]?.textContent)).toEqual(["ben", "you"]);
    fireEvent.click(screen.getByRole("radio", { name: "Yours" }));
    expect(rows().map((row) => within(row).getAllByRole("cell")[1]?.textContent)).toEqual(["you"]);
  });

  it("can be deleted by who started them, and say by whom otherwise", async () => {
    render(<HistoryTab />);
    await screen.findByRole("cell", { name: "ben" });
    const [others, own] = screen.getAllByRole("button", { name: /^More for the run/ });
    fireEvent.click(others as HTMLElement);
    await screen.findByText("Started by ben. They, or an admin, can do this.");
    expect(screen.queryByRole("menuitem", { name: "Delete" })).toBeNull();
    fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" });
    fireEvent.click(own as HTMLElement);
    expect(await screen.findByRole("menuitem", { name: "Delete" })).toBeTruthy();
  });

  it("are gone on with by nobody else, who is told to run it themselves", async () => {
    const shown = { ...idleRun, id: "run_2", status: "interrupted", lastSeq: 3 } as const;
    runStore.setState({ run: { ...shown, by: "p_ben" } });
    const { rerender } = render(<RunActions />);
    expect(await screen.findByText(/^Started by ben, who alone goes on with it\. Run it yourself/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Resume" })).toBeNull();
    runStore.setState({ run: { ...shown, by: "p_mina" } });
    rerender(<RunActions />);
    expect(await screen.findByRole("button", { name: "Resume" })).toBeTruthy();
  });
});
