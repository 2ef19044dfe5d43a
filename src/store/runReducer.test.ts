import { describe, expect, it } from "vitest";
import type { RunEvent, RunEventBody } from "@/types/run";
import { idleRun, reduceRunBatch, settleRun } from "./runReducer";
import { endedCount } from "./runStatus";

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

  it("keeps a ledger of items, each with its own words, result and try", () => {
    const error = { code: "upstream_interrupted", message: "Broke off" };
    const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 3 };
    const events = run(
      start,
      { type: "node-start", node: "a", attempt: 1 },
      { type: "node-delta", node: "a", item: 2, text: "Hel" },
      { type: "node-item", node: "a", item: 0, status: "cached", attempt: 1, output: { text: "kept" }, durationMs: 0 },
      { type: "node-delta", node: "a", item: 1, text: "Half" },
      { type: "node-delta", node: "a", item: 2, text: "lo" },
      { type: "node-item", node: "a", item: 1, status: "failed", attempt: 1, error, durationMs: 5 },
      {
        type: "node-item",
        node: "a",
        item: 2,
        status: "done",
        attempt: 1,
        output: { text: "Hello" },
        usage,
        durationMs: 9,
      },
    );
    const before = reduceRunBatch(idleRun, events.slice(0, 5));
    const after = reduceRunBatch(before, events);
    expect(before.nodes.a).toMatchObject({ status: "streaming", text: "" });
    expect(before.nodes.a?.items?.[2]).toMatchObject({ status: "streaming", text: "Hel" });
    expect(after.nodes.a?.items).toMatchObject([
      { status: "cached", output: { text: "kept" } },
      { status: "failed", text: "Half", error },
      { status: "done", text: "", output: { text: "Hello" }, usage },
    ]);
    expect(reduceRunBatch(idleRun, events)).toEqual(after);
    expect(before.nodes.a?.items?.[2]?.status).toBe("streaming");
  });

  it("gathers what a model tells of its thinking, until the result has it too", () => {
    const think = (text: string, item?: number): RunEventBody => ({ type: "node-reasoning", node: "a", text, item });
    const begun = run(start, { type: "node-start", node: "a", attempt: 1 }, think("I "), think("see."));
    const thinking = reduceRunBatch(idleRun, begun).nodes.a;
    expect(thinking).toMatchObject({ status: "streaming", text: "", reasoning: "I see." });
    expect(thinking?.firstTextAt).toBeUndefined();
    const output = { text: "Yes", reasoning: "I see. All of it." };
    const ended = run(...begun, { type: "node-end", node: "a", output, cached: false, durationMs: 1 });
    expect(reduceRunBatch(idleRun, ended).nodes.a?.reasoning).toBe("I see. All of it.");
    const again = run(...ended, { type: "node-start", node: "a", attempt: 2 });
    expect(reduceRunBatch(idleRun, again).nodes.a?.reasoning).toBeUndefined();
  });

  it("gathers what is thought over each item apart from its words, and keeps it of one that failed", () => {
    const think = (item: number, text: string): RunEventBody => ({ type: "node-reasoning", node: "a", item, text });
    const error = { code: "upstream_interrupted", message: "Broke off" };
    const { nodes } = reduceRunBatch(
      idleRun,
      run(
        start,
        { type: "node-start", node: "a", attempt: 1 },
        think(0, "Hm"),
        think(1, "Well"),
        think(0, "m."),
        { type: "node-delta", node: "a", item: 0, text: "Yes" },
        { type: "node-item", node: "a", item: 1, status: "failed", attempt: 1, error, durationMs: 1 },
      ),
    );
    expect(nodes.a?.items).toMatchObject([
      { status: "streaming", text: "Yes", reasoning: "Hmm.", attempt: 1 },
      { status: "failed", text: "", reasoning: "Well" },
    ]);
  });

  it("keeps finished items when the run goes on, and replaces those that are tried again", () => {
    const item = (status: "done" | "failed", number: number, attempt: number): RunEventBody => ({
      type: "node-item",
      node: "a",
      item: number,
      status,
      attempt,
      ...(status === "done" ? { output: { text: "yes" } } : { error: { code: "timeout", message: "Late" } }),
      durationMs: 1,
    });
    const end: RunEventBody = {
      type: "node-end",
      node: "a",
      output: { text: ["yes", "yes"] },
      cached: false,
      items: 2,
      durationMs: 1,
    };
    const state = reduceRunBatch(
      idleRun,
      run(
        start,
        { type: "node-start", node: "a", attempt: 1 },
        item("done", 0, 1),
        item("failed", 1, 1),
        { ...end, failedItems: 1 },
        { type: "run-end", status: "completed", outputs: {} },
        { type: "run-resume", retryFailed: true },
        { type: "node-start", node: "a", attempt: 2, resent: true },
        item("done", 1, 2),
        end,
      ),
    );
    expect(state.status).toBe("running");
    expect(state.nodes.a).toMatchObject({ status: "done", attempt: 2, resent: true, itemCount: 2 });
    expect(state.nodes.a?.items?.map((one) => [one?.status, one?.attempt])).toEqual([
      ["done", 1],
      ["done", 2],
    ]);
  });

  it("begins the text of an item anew that a crash cut off, and remembers that it was sent again", () => {
    const delta = (text: string, item: number): RunEventBody => ({ type: "node-delta", node: "a", text, item });
    const events = run(
      start,
      { type: "node-start", node: "a", attempt: 1 },
      delta("Hello wor", 0),
      { type: "run-resume", automatic: true },
      { type: "node-start", node: "a", attempt: 2, resent: true },
      delta("Hello", 0),
      delta("Bye", 1),
    );
    const atOnce = reduceRunBatch(idleRun, events);
    // The page gave the run up before it heard that it goes on.
    const lost = settleRun({ ...reduceRunBatch(idleRun, events.slice(0, 3)), status: "interrupted" });
    const later = reduceRunBatch(lost, events.slice(3));
    for (const { nodes } of [atOnce, later]) {
      expect(nodes.a?.items?.map((one) => [one?.text, one?.attempt, one?.resent])).toEqual([
        ["Hello", 2, true],
        ["Bye", 1, undefined],
      ]);
    }
  });

  it("remembers what a parked node waits for, and leaves no item streaming", () => {
    const park = { until: "2026-11-21T14:05:00.000Z", window: "5 h", account: "acc_1" };
    const state = reduceRunBatch(
      idleRun,
      run(
        start,
        { type: "node-start", node: "a", attempt: 1 },
        { type: "node-delta", node: "a", item: 0, text: "x" },
        { type: "node-park", node: "a", ...park },
        { type: "run-end", status: "parked", outputs: {} },
      ),
    );
    expect(state.status).toBe("parked");
    expect(state.nodes.a).toMatchObject({ status: "parked", park });
    expect(state.nodes.a?.items?.[0]?.status).toBe("stopped");
  });

  it("shows earlier results only of nodes that a partial run leaves alone, and does not count them", () => {
    const earlier = { ...idleRun, nodes: reduceRunBatch(idleRun, run(start, done("a"), done("b"))).nodes };
    const seeded = Object.fromEntries(
      Object.entries(earlier.nodes).map(([id, node]) => [id, { ...node, isEarlier: true }]),
    );
    const state = reduceRunBatch(
      { ...idleRun, nodes: seeded },
      run({ ...start, total: 1, selected: ["b"] } as RunEventBody, done("b")),
    );
    expect(state.nodes.a?.isEarlier).toBe(true);
    expect(state.nodes.b?.isEarlier).toBeUndefined();
    expect(endedCount(state)).toBe(1);
  });
});

describe("what a run asks", () => {
  const ask = (node: string, more: object = {}): RunEventBody => ({
    ...{ type: "node-wait", node, kind: "review", question: "Good?", value: "x" },
    ...more,
  });
  const asked = (...bodies: RunEventBody[]) => reduceRunBatch(idleRun, run(start, ...bodies)).nodes;
  const begin: RunEventBody = { type: "node-start", node: "a", attempt: 1 };
  const rest: RunEventBody = { type: "run-end", status: "waiting", outputs: {} };

  it("stands at its node in the order of the items until it is answered", () => {
    const two = [begin, ask("a", { item: 1 }), ask("a", { item: 0 })];
    expect(asked(...two).a).toMatchObject({ status: "waiting", questions: [{ item: 0 }, { item: 1 }] });
    const answer = (item: number): RunEventBody => ({ type: "node-answer", node: "a", item, approved: true });
    expect(asked(...two, answer(0)).a).toMatchObject({ status: "waiting", questions: [{ item: 1 }] });
    expect(asked(...two, answer(0), answer(1)).a).toMatchObject({ status: "running", questions: undefined });
  });

  it("stays while the run rests, and goes with its end", () => {
    expect(asked(begin, ask("a"), rest).a).toMatchObject({ status: "waiting", questions: [{ value: "x" }] });
    const given: RunEventBody = { type: "run-end", status: "cancelled", outputs: {} };
    expect(asked(begin, ask("a"), rest, given).a).toMatchObject({ status: "stopped", questions: undefined });
  });

  it("is seen at the node that holds the one that asks", () => {
    expect(asked(begin, ask("inner", { path: [{ node: "a", item: 2 }] })).a).toMatchObject({
      status: "waiting",
      questions: [{ node: "inner" }],
    });
  });
});
