import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { authStatus, serve, stopServing } from "@/components/testServer";
import { idleRun, reduceRunBatch } from "@/store/runReducer";
import { prompt, workflow } from "@/store/testWorkflow";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import type { RunSummary, RunThrough } from "@/types/run";
import { ActivityTab } from "./ActivityTab";
import { HistoryTab } from "./HistoryTab";
import { RunTotals } from "./RunTotals";

const summary = (id: string, through?: RunThrough): RunSummary => ({
  ...{ id, through, workflowId: "wf_1", status: "completed", createdAt: "2026-11-01T10:00:00.000Z", problems: 0 },
  counts: { total: 1, done: 1, failed: 0, skipped: 0, running: 0, calls: 1 },
  usage: { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0, reasoningTokens: 0, totalTokens: 2 },
  ...{ payers: [], outputs: {} },
});

const laptop = { kind: "key", id: "key_1", name: "Laptop" } as const;

function serveRuns(...runs: RunSummary[]): void {
  serve({
    "GET /api/runs": { runs, unreadable: [] },
    "GET /api/activity": {
      runs: runs.map(({ outputs: _, ...run }) => ({ ...run, workflowName: "Kites" })),
      places: [],
    },
    "GET /api/auth/openai/status": authStatus(),
  });
}

beforeEach(() => workflowStore.getState().load({ ...workflow([prompt("a")]), id: "wf_1", revision: 1 }));
afterEach(async () => {
  cleanup();
  runStore.setState({ run: idleRun });
  await stopServing();
});

it("the history says what started each run, where that was no person", async () => {
  serveRuns(summary("run_3", laptop), summary("run_2", { kind: "spare" }), summary("run_1"));
  render(<HistoryTab />);
  await screen.findByRole("columnheader", { name: "Started by" });
  const rows = screen.getAllByRole("row").slice(1);
  const said = rows.map((row) => within(row).getAllByRole("cell")[1]?.textContent);
  expect(said).toEqual(["by key Laptop", "by the night shift", ""]);
});

it("the history has no such column where people started all of them", async () => {
  serveRuns(summary("run_1"));
  render(<HistoryTab />);
  await screen.findByRole("columnheader", { name: "When" });
  expect(screen.queryByRole("columnheader", { name: "Started by" })).toBeNull();
});

it("the list of all workflows says so too", async () => {
  serveRuns({ ...summary("run_1", { kind: "schedule", name: "mornings" }), status: "running" });
  render(<ActivityTab />);
  expect(await screen.findByText(/· by schedule mornings$/)).toBeTruthy();
});

it("the shown run says so as well", async () => {
  serveRuns();
  const start = { type: "run-start", workflowId: "wf_1", total: 1, inputs: {}, through: { kind: "mcp" } } as const;
  const snapshot = { asset: "a".repeat(64), mime: "application/json", bytes: 2 };
  const event = { ...start, workflow: snapshot, seq: 1, at: "2026-11-01T10:00:00.000Z" };
  runStore.setState({ run: { ...reduceRunBatch(idleRun, [event]), id: "run_1" } });
  render(<RunTotals />);
  expect(await screen.findByText(/by an agent/)).toBeTruthy();
});
