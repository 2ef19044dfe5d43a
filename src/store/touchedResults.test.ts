import { describe, expect, it } from "vitest";
import type { TouchedResult } from "@/types/api";
import type { ItemRun } from "./runItems";
import { idleNode, idleRun, type NodeRun } from "./runReducer";
import { staleNodes } from "./staleness";
import { withTouched } from "./touchedResults";

const ENDED = "2026-01-01T10:00:00.000Z";
const LATER = "2026-01-01T11:00:00.000Z";

const answered = (change: Partial<NodeRun> = {}): NodeRun => ({
  ...idleNode,
  status: "done",
  text: "model's",
  output: { text: "model's" },
  key: "a",
  endedAt: ENDED,
  ...change,
});
const touched = (...entries: Partial<TouchedResult>[]) =>
  new Map(
    entries.map((entry) => {
      const whole: TouchedResult = { key: "a", output: { text: "mine" }, madeAt: ENDED, pinned: false, ...entry };
      return [whole.key, whole] as const;
    }),
  );
const run = (nodes: Record<string, NodeRun>) => ({ ...idleRun, nodes });
const edited = { editedAt: LATER };

describe("withTouched", () => {
  it("shows a person's words with their mark, and what the run gave is kept beside them", () => {
    const { nodes } = withTouched(run({ answer: answered() }), touched(edited));
    expect(nodes.answer).toMatchObject({ text: "mine", output: { text: "mine" }, gave: { text: "model's" } });
    expect(nodes.answer?.kept?.editedAt).toBe(LATER);
  });

  it("goes back to what the run gave when the edit is gone, and forgets the mark", () => {
    const shown = withTouched(run({ answer: answered() }), touched(edited));
    const { nodes } = withTouched(shown, new Map());
    expect(nodes.answer).toMatchObject({
      text: "model's",
      output: { text: "model's" },
      gave: undefined,
      kept: undefined,
    });
  });

  it("shows the model's answer again where the run had taken the person's words", () => {
    const ran = answered({ text: "mine", output: { text: "mine" } });
    const { nodes } = withTouched(run({ answer: ran }), touched({ output: { text: "model's" }, restoredAt: LATER }));
    expect(nodes.answer).toMatchObject({ text: "model's", gave: { text: "mine" } });
  });

  it("has changed nothing where an edit was taken back before anything ran with it", () => {
    const { nodes } = withTouched(
      run({ answer: answered() }),
      touched({ output: { text: "model's" }, restoredAt: LATER }),
    );
    expect(nodes.answer).toMatchObject({ text: "model's", gave: undefined });
  });

  it("leaves a result that was made after the edit as it is, and marks one that is pinned alone", () => {
    const { nodes } = withTouched(run({ answer: answered({ endedAt: LATER }) }), touched({ editedAt: ENDED }));
    expect(nodes.answer).toMatchObject({ text: "model's", gave: undefined, kept: { editedAt: ENDED } });
    const pinned = withTouched(run({ answer: answered() }), touched({ pinned: true }));
    expect(pinned.nodes.answer).toMatchObject({ text: "model's", gave: undefined, kept: { pinned: true } });
  });

  it("gives the very same run where nobody has touched anything", () => {
    const before = run({ answer: answered(), other: answered({ key: undefined }) });
    expect(withTouched(before, touched({ key: "b", ...edited }))).toBe(before);
  });

  it("puts a person's words in the place of one item, in the list that goes on as well", () => {
    const item = (key: string): ItemRun => ({
      status: "done",
      attempt: 1,
      text: "",
      output: { text: key },
      key,
      endedAt: ENDED,
    });
    const list = answered({ items: [item("x"), item("y"), undefined], output: { text: ["x", "y", "z"] }, key: "list" });
    const { nodes } = withTouched(run({ list }), touched({ key: "y", ...edited }, { key: "x", pinned: true }));
    expect(nodes.list).toMatchObject({
      output: { text: ["x", "mine", "z"] },
      gave: { text: ["x", "y", "z"] },
      kept: { pinned: true, editedAt: LATER },
    });
    expect(nodes.list?.items?.[1]).toMatchObject({ output: { text: "mine" }, gave: { text: "y" } });
    const { nodes: again } = withTouched(run(nodes), new Map());
    expect(again.list).toMatchObject({ output: { text: ["x", "y", "z"] }, gave: undefined, kept: undefined });
  });
});

describe("what hangs on an edited answer", () => {
  const node = (id: string) => ({ id, type: "llmGenerate", data: {} });
  const edge = (source: string, target: string) => ({
    id: source + target,
    source: { node: source, port: "text" },
    target: { node: target, port: "prompt" },
  });
  const graph = { nodes: ["answer", "next", "last"].map(node), edges: [edge("answer", "next"), edge("next", "last")] };
  const stale = (nodes: Record<string, NodeRun>, entry = edited) =>
    staleNodes(graph, graph, withTouched(run(nodes), touched(entry)).nodes);

  it("is out of date until it runs again", () => {
    const nodes = { answer: answered(), next: answered({ key: "b" }), last: answered({ key: "c" }) };
    expect([...stale(nodes)]).toEqual([
      ["next", { reason: "upstream", because: "answer" }],
      ["last", { reason: "upstream", because: "next" }],
    ]);
    const ranAgain = {
      answer: answered({ isEarlier: true, status: "cached" }),
      next: answered({ key: "b", endedAt: "2026-01-01T12" }),
    };
    expect([...stale(ranAgain)]).toEqual([]);
  });

  it("is not, where the answer is only pinned", () => {
    const nodes = { answer: answered({ status: "cached" }), next: answered({ key: "b", status: "cached" }) };
    expect([...staleNodes(graph, graph, withTouched(run(nodes), touched({ pinned: true })).nodes)]).toEqual([]);
  });
});
