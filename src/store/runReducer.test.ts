import { describe, expect, it } from "vitest";
import type { RunEvent, RunEventBody } from "@/types/run";
import { endedCount, idleRun, reduceRunBatch } from "./runReducer";

const asset = { asset: "0".repeat(64), mime: "application/json", bytes: 2 };

function run(...bodies: RunEventBody[]): RunEvent[] {
  return bodies.map((body, index) => ({ ...body, seq: index + 1, at: `2026-11-21T00:00:0${index % 10}.000Z` }));
}

const start: RunEventBody = { type: "run-start", workflow: asset, workflowId: "wf_test", total: 4, inputs: {} };
const end: RunEventBody = { type: "run-end", status: "completed", outputs: {} };
const done = (node: string): RunEventBody => ({
  type: "node-end",
  node,
  output: { text: "Hello world" },
  cached: false,
  durationMs: 1200,
});

describe("a run told by its events", () => {
  it("goes from waiting over streaming to done", () => {
    const events = run(
      start,
      { type: "node-queue", node: "a" },
      { type: "node-start", node: "a", attempt: 1 },
      { type: "node-delta", node: "a", text: "Hello " },
      { type: "node-delta", node: "a", text: "wor" },
      done("a"),
      end,
    );
    const states = events.map((_, index) => reduceRunBatch(idleRun, events.slice(0, index + 1)).nodes.a);
    expect(states.map((state) => state?.status)).toEqual([
      undefined,
      "queued",
      "running",
      "streaming",
      "streaming",
      "done",
      "done",
    ]);
    expect(states[4]?.text).toBe("Hello wor");
    expect(states[6]).toMatchObject({ text: "Hello world", durationMs: 1200 });
  });

  it("ignores events it has already seen, as after a reconnection", () => {
    const events = run(start, { type: "node-delta", node: "a", text: "once " });
    const state = reduceRunBatch(reduceRunBatch(idleRun, events), events);
    expect(state.nodes.a?.text).toBe("once ");
    expect(reduceRunBatch(state, events)).toBe(state);
  });

  it("comes to the same end whether events come one by one or all at once", () => {
    const events = run(
      start,
      { type: "node-start", node: "a", attempt: 1 },
      { type: "node-delta", node: "a", text: "x" },
      done("a"),
      end,
    );
    const oneByOne = events.reduce((state, event) => reduceRunBatch(state, [event]), idleRun);
    expect(reduceRunBatch(idleRun, events)).toEqual(oneByOne);
  });

  it("keeps the text that a failed node had received, and leaves other nodes as they were", () => {
    const events = run(
      start,
      done("a"),
      { type: "node-delta", node: "b", text: "Half an ans" },
      { type: "node-error", node: "b", error: { code: "upstream_interrupted", message: "Broke off" } },
    );
    const before = reduceRunBatch(idleRun, events.slice(0, 3));
    const after = reduceRunBatch(before, events);
    expect(after.nodes.b).toMatchObject({ status: "failed", text: "Half an ans", error: { message: "Broke off" } });
    expect(after.nodes.a).toBe(before.nodes.a);
  });

  it("leaves nothing turning once the run is stopped", () => {
    const state = reduceRunBatch(
      idleRun,
      run(start, { type: "node-start", node: "a", attempt: 1 }, { type: "node-queue", node: "b" }, done("c"), {
        type: "run-end",
        status: "cancelled",
        outputs: {},
      }),
    );
    expect(state.status).toBe("cancelled");
    expect(Object.values(state.nodes).map((node) => node.status)).toEqual(["stopped", "idle", "done"]);
  });

  it("counts failed and skipped nodes among those that ended", () => {
    const state = reduceRunBatch(
      idleRun,
      run(
        start,
        done("a"),
        { type: "node-error", node: "b", error: { code: "internal", message: "x" } },
        { type: "node-skip", node: "c", because: "b" },
        { type: "node-start", node: "d", attempt: 1 },
      ),
    );
    expect(endedCount(state)).toBe(3);
  });
});
