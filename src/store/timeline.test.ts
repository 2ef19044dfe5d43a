import { describe, expect, it } from "vitest";
import type { ItemRun } from "./runItems";
import { idleNode, idleRun, type NodeRun, type RunState } from "./runReducer";
import { llm, prompt, wire, workflow } from "./testWorkflow";
import { density, estimateLeftMs, groupRows, itemTimeline, tallyRun, toTimeline } from "./timeline";

const graph = workflow([prompt("a"), llm("b"), llm("c")], [wire("a.text", "b.prompt"), wire("b.text", "c.prompt")]);
const at = (ms: number) => new Date(Date.UTC(2026, 10, 21) + ms).toISOString();
const nowMs = (ms: number) => Date.parse(at(ms));
const node = (change: Partial<NodeRun>): NodeRun => ({ ...idleNode, ...change });
const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 3 };
const payer = { kind: "key", id: "k", provider: "openai", name: "OpenAI" } as const;

function run(nodes: Record<string, NodeRun>, change: Partial<RunState> = {}): RunState {
  return { ...idleRun, status: "running", startedAt: at(0), nodes, ...change };
}

describe("the density of items", () => {
  it("shows what began with the last millisecond in the last step", () => {
    const working = density([{ spans: [{ kind: "done", fromMs: 1, toMs: 2 }] }], 1, 4).map((step) => step.working);
    expect(working).toEqual([0, 0, 0, 1]);
  });
});

describe("the timeline of a run", () => {
  it("shows what ended, what streams since its first words, and what waits since when", () => {
    const state = run({
      a: node({ status: "done", startedAt: at(0), endedAt: at(100) }),
      b: node({ status: "streaming", startedAt: at(100), firstTextAt: at(400) }),
    });
    const { rows, lengthMs } = toTimeline(graph, state, nowMs(1000));
    expect(lengthMs).toBe(1000);
    expect(rows.map(({ node, status, spans }) => [node, status, spans])).toEqual([
      ["a", "done", [{ kind: "done", fromMs: 0, toMs: 100 }]],
      [
        "b",
        "streaming",
        [
          { kind: "waiting", fromMs: 100, toMs: 400 },
          { kind: "streaming", fromMs: 400, toMs: 1000 },
        ],
      ],
      ["c", "queued", []],
    ]);
  });

  it("stands still once the run has ended, and leaves out what does not run", () => {
    const nodes = { a: node({ status: "done", startedAt: at(0), endedAt: at(100), isEarlier: true }) };
    const ended = run(nodes, { status: "completed", endedAt: at(500), selected: ["b"] });
    const { rows, lengthMs } = toTimeline(graph, ended, nowMs(9000));
    expect([rows, lengthMs]).toEqual([[{ node: "b", status: "idle", spans: [] }], 500]);
  });

  it("ends a run that was cut off where it was last heard of", () => {
    const nodes = { b: node({ status: "stopped", startedAt: at(100) }) };
    const cutOff = run(nodes, { status: "interrupted", heardAt: at(700) });
    const { rows, lengthMs } = toTimeline(graph, cutOff, nowMs(9000));
    expect([lengthMs, rows[0]?.spans]).toEqual([700, [{ kind: "stopped", fromMs: 100, toMs: 700 }]]);
  });

  it("goes on waiting behind a parked node", () => {
    const parked = run(
      { a: node({ status: "parked", startedAt: at(0), endedAt: at(100) }) },
      { status: "parked", endedAt: at(500) },
    );
    const { rows } = toTimeline(graph, parked, nowMs(9000));
    expect(rows.map(({ node, status }) => [node, status])).toEqual([
      ["a", "parked"],
      ["b", "queued"],
      ["c", "queued"],
    ]);
  });

  it("draws every item from its end and its duration", () => {
    const items: ItemRun[] = [
      { status: "done", attempt: 1, text: "", endedAt: at(300), durationMs: 200 },
      { status: "failed", attempt: 1, text: "", endedAt: at(900), durationMs: 100 },
    ];
    const state = run({ b: node({ status: "running", startedAt: at(100), items }) });
    const { rows, lengthMs, clock } = toTimeline(graph, state, nowMs(1000));
    expect(rows.find(({ node }) => node === "b")?.itemCount).toBe(2);
    const drawn = itemTimeline(state, "b", clock);
    expect(drawn.map(({ spans }) => spans)).toEqual([
      [{ kind: "done", fromMs: 100, toMs: 300 }],
      [{ kind: "failed", fromMs: 800, toMs: 900 }],
    ]);
    const nothing = { gate: 0, waiting: 0, working: 0, failed: 0 };
    const working = { ...nothing, working: 1 };
    expect(density(drawn, lengthMs, 5)).toEqual([working, working, nothing, nothing, { ...nothing, failed: 1 }]);
  });

  it("tells waiting for a free place from waiting for the first words", () => {
    const items: ItemRun[] = [
      { status: "done", attempt: 1, text: "", firstTextAt: at(600), endedAt: at(900), durationMs: 800, waitedMs: 300 },
    ];
    const state = run({
      a: node({ status: "done", queuedAt: at(0), startedAt: at(50), endedAt: at(100) }),
      b: node({ status: "running", startedAt: at(100), items }),
      c: node({ status: "queued", queuedAt: at(900) }),
    });
    const { rows, lengthMs, clock } = toTimeline(graph, state, nowMs(1000));
    const drawn = itemTimeline(state, "b", clock);
    expect(rows[0]?.spans.map(({ kind }) => kind)).toEqual(["gate", "done"]);
    expect(drawn[0]?.spans).toEqual([
      { kind: "gate", fromMs: 100, toMs: 400 },
      { kind: "waiting", fromMs: 400, toMs: 600 },
      { kind: "done", fromMs: 600, toMs: 900 },
    ]);
    expect(rows[2]).toMatchObject({ status: "queued", spans: [{ kind: "gate", fromMs: 900, toMs: 1000 }] });
    const phases = density(drawn, lengthMs, 10).map(({ gate, waiting, working }) => [gate, waiting, working]);
    const [none, gate, waiting, working] = [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    expect(phases).toEqual([none, gate, gate, gate, waiting, waiting, working, working, working, none]);
  });
});

it("counts calls, cache and tokens over nodes and items, without results from before", () => {
  const items: ItemRun[] = [
    { status: "done", attempt: 1, text: "", usage, payer },
    { status: "cached", attempt: 1, text: "", usage, payer },
  ];
  const state = run({
    a: node({ status: "done", usage, payer, isEarlier: true }),
    b: node({ status: "done", usage, payer, calls: 2 }),
    c: node({ status: "done", items, usage, payer }),
  });
  expect(tallyRun(state)).toEqual({ calls: 3, cached: 1, tokens: 6, payers: [payer] });
});

it("estimates what is left from the pace of the items, and only when there is one", () => {
  const list = { id: "l", type: "list", data: { text: "", split: "lines" } };
  const listGraph = workflow([list, prompt("p", "{{x}}")], [wire("l.items", "p.x")]);
  const gave = node({ status: "done", output: { items: Array.from({ length: 30 }, String) } });
  const items = (count: number): ItemRun[] =>
    Array.from({ length: count }, () => ({ status: "done", attempt: 1, text: "" }));
  const state = (count: number) =>
    run({ l: gave, p: node({ status: "running", startedAt: at(0), items: items(count) }) });
  expect(estimateLeftMs(listGraph, state(4), nowMs(1000))).toBeUndefined();
  expect(estimateLeftMs(listGraph, state(10), nowMs(1000))).toBe(2000);
});

it("groups rows by what a person looks for, a node with its items among them", () => {
  const item = (status: ItemRun["status"]): ItemRun => ({ status, attempt: 1, text: "" });
  const state = run({
    a: node({ status: "failed", startedAt: at(0), endedAt: at(100) }),
    b: node({ status: "done", startedAt: at(0), items: [item("done"), item("failed"), item("cached")] }),
    c: node({ status: "streaming", startedAt: at(100) }),
  });
  const groups = groupRows(state, toTimeline(graph, state, nowMs(1000)).rows);
  const ids = Object.entries(groups).map(([name, rows]) => [name, ...rows.map((row) => row.node).sort()]);
  expect(ids).toEqual([
    ["all", "a", "b", "c"],
    ["running", "c"],
    ["failed", "a", "b"],
    ["cached", "b"],
  ]);
});
