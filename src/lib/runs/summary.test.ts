import { describe, expect, it } from "vitest";
import { testPayer as payer, testUsage as usage } from "@/lib/engine/testRun";
import type { RunEvent, RunEventBody } from "@/types/run";
import { summarizeRun } from "./summary";

const start: RunEventBody = {
  type: "run-start",
  workflow: { asset: "a", mime: "m", bytes: 1 },
  workflowId: "w1",
  total: 3,
  inputs: {},
};
const began = (node: string, attempt = 1): RunEventBody => ({ type: "node-start", node, attempt });
const item = (index: number, more: Partial<Extract<RunEventBody, { type: "node-item" }>> = {}): RunEventBody => ({
  ...{ type: "node-item", node: "m", item: index, status: "done", attempt: 1, output: { text: "x" }, durationMs: 1 },
  ...more,
});
const ended = (more: Partial<Extract<RunEventBody, { type: "node-end" }>> = {}): RunEventBody => ({
  ...{ type: "node-end", node: "m", output: { text: "x" }, cached: false, durationMs: 1 },
  ...more,
});
const error = { code: "content_rejected", message: "No." };
const runEnd = (status: "completed" | "parked" | "waiting"): RunEventBody => ({ type: "run-end", status, outputs: {} });

const summarize = (bodies: RunEventBody[], isAtWork = false) => {
  const events = bodies.map((body, index): RunEvent => ({ seq: index + 1, at: `t${index + 1}`, ...body }));
  return summarizeRun("r", events, () => isAtWork);
};

describe("the summary of a run", () => {
  it("counts the calls and tokens of items once, not again with their node", () => {
    const sum = { usage: { ...usage, totalTokens: 6 }, calls: 2, payer };
    const events = [
      start,
      began("m"),
      item(0, { usage, payer }),
      item(1, { usage, payer }),
      ended({ items: 2, ...sum }),
    ];
    expect(summarize(events)).toMatchObject({
      counts: { calls: 2, done: 1 },
      usage: { totalTokens: 6 },
      payers: [payer],
    });
  });

  it("counts every call of a result that took several, and calls of results that failed", () => {
    const repaired = ended({ usage: { ...usage, totalTokens: 6 }, calls: 2, payer });
    const failed: RunEventBody = { type: "node-error", node: "n", error, usage, calls: 2 };
    expect(summarize([start, repaired, failed])).toMatchObject({
      counts: { calls: 4, done: 1, failed: 1 },
      usage: { totalTokens: 9 },
    });
  });

  it("does not count what came from the cache", () => {
    const cached = [item(0, { status: "cached", usage, payer }), ended({ items: 1, cached: true })];
    expect(summarize([start, ...cached])).toMatchObject({
      counts: { calls: 0 },
      usage: { totalTokens: 0 },
      payers: [],
    });
    expect(summarize([start, ended({ cached: true, usage, payer })])).toMatchObject({
      counts: { calls: 0 },
      payers: [],
    });
  });

  it("counts failed items as problems, as the latest attempt left them", () => {
    const failed = item(1, { status: "failed", output: undefined, error });
    const first = [
      start,
      began("m"),
      item(0, { usage }),
      failed,
      ended({ items: 2, failedItems: 1 }),
      runEnd("completed"),
    ];
    expect(summarize(first)).toMatchObject({ problems: 1, status: "completed", endedAt: "t6" });
    const retried = [
      { type: "run-resume" } as const,
      began("m", 2),
      item(1, { usage, attempt: 2 }),
      ended({ items: 2 }),
    ];
    expect(summarize([...first, ...retried], true)).toMatchObject({
      status: "running",
      problems: 0,
      counts: { done: 1, calls: 2 },
    });
  });

  it("counts a node once that was parked, taken up again and done", () => {
    const park: RunEventBody = { type: "node-park", node: "m", until: null, account: "" };
    const parked = [start, began("m"), park, runEnd("parked")];
    expect(summarize(parked)).toMatchObject({ status: "parked", counts: { done: 0, failed: 0, running: 0 } });
    const resumed = [...parked, { type: "run-resume" } as const, began("m", 2)];
    expect(summarize(resumed, true)).toMatchObject({ status: "running", counts: { running: 1 } });
    expect(summarize(resumed).endedAt).toBeUndefined();
    expect(summarize([...resumed, ended(), runEnd("completed")])).toMatchObject({
      status: "completed",
      counts: { done: 1 },
    });
  });
});

const asked = (node: string, more: object = {}): RunEventBody => ({
  ...{ type: "node-wait", node, kind: "review", question: "Send it?", value: "x" },
  ...more,
});
const answered = (node: string, more: object = {}): RunEventBody => ({
  ...{ type: "node-answer", node, approved: true },
  ...more,
});

describe("the summary of a run with people, tools and graphs in it", () => {
  it("counts the nodes of the document alone, and what those inside them cost once", () => {
    const path = [{ node: "m" }];
    const inside: RunEventBody[] = [
      { ...began("m"), path } as RunEventBody,
      ended({ node: "x", path, usage }),
      { type: "node-round", node: "y", path, round: 1, output: {}, usage },
      ended({ node: "y", path, usage, isTold: true }),
    ];
    const summary = summarize([start, began("m"), ...inside, ended({ usage, calls: 2, isTold: true })], true);
    expect(summary.counts).toMatchObject({ done: 1, running: 0, calls: 2 });
    expect(summary.usage.totalTokens).toBe(2 * usage.totalTokens);
  });

  it("says how many answers it waits for, and has no end until they are there", () => {
    const begun = [start, began("m"), asked("m", { item: 0 }), asked("m", { item: 1 }), answered("m", { item: 0 })];
    expect(summarize([...begun, runEnd("waiting")])).toMatchObject({ status: "waiting", waits: 1, endedAt: undefined });
    const resumed: RunEventBody = { type: "run-resume", only: "answers" };
    expect(summarize([...begun, runEnd("waiting"), answered("m", { item: 1 }), resumed], true).waits).toBeUndefined();
  });

  it("tells a limit beside the answers it waits for", () => {
    const parks: RunEventBody = { type: "node-park", node: "n", until: "2026-11-29T20:00:00Z", account: "work" };
    const summary = summarize([start, parks, asked("m"), runEnd("waiting")]);
    expect(summary).toMatchObject({ status: "waiting", parked: { account: "work" }, waits: 1 });
  });
});
