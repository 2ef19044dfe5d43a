import { describe, expect, it } from "vitest";
import { MAX_WIRE_POINTS } from "@/types/workflow";
import { moveNodes, removeParts } from "./documentEdits";
import { llm, prompt, wire, workflow } from "./testWorkflow";
import { addWirePoint, moveWirePoint, pointsOf, removeWirePoint, setWirePoints } from "./wirePoints";
import { createWorkflowStore } from "./workflowStore";

const plain = workflow([prompt("a"), llm("b"), llm("c")], [wire("a.text", "b.prompt"), wire("b.text", "c.prompt")]);
const pointed = setWirePoints(plain, "a-b", [
  { x: 100, y: 10 },
  { x: 200, y: 20 },
]);

describe("the points of a wire", () => {
  it("are added between others, moved and removed, in whole pixels", () => {
    const added = addWirePoint(pointed, "a-b", 1, { x: 150.4, y: 14.6 });
    expect(pointsOf(added, "a-b").map(({ x }) => x)).toEqual([100, 150, 200]);
    expect(pointsOf(moveWirePoint(added, "a-b", 1, { x: 5, y: 6 }), "a-b")[1]).toEqual({ x: 5, y: 6 });
    expect(pointsOf(removeWirePoint(added, "a-b", 0), "a-b").map(({ x }) => x)).toEqual([150, 200]);
  });

  it("leave no trace when the last one goes", () => {
    const gone = removeWirePoint(removeWirePoint(pointed, "a-b", 0), "a-b", 0);
    expect(gone.layout.edges).toEqual({});
    expect(pointsOf(gone, "a-b")).toEqual([]);
  });

  it("change nothing where nothing is new, no such point or no such wire is", () => {
    expect(moveWirePoint(pointed, "a-b", 0, { x: 100, y: 10 })).toBe(pointed);
    expect(moveWirePoint(pointed, "a-b", 7, { x: 1, y: 1 })).toBe(pointed);
    expect(removeWirePoint(pointed, "a-b", 7)).toBe(pointed);
    expect(addWirePoint(plain, "gone", 0, { x: 1, y: 1 })).toBe(plain);
    expect(pointsOf(plain, "constructor")).toEqual([]);
  });

  it("are no more than a document may have", () => {
    const full = setWirePoints(
      plain,
      "a-b",
      Array.from({ length: MAX_WIRE_POINTS }, (_, x) => ({ x, y: 0 })),
    );
    expect(pointsOf(full, "a-b")).toHaveLength(MAX_WIRE_POINTS);
    expect(addWirePoint(full, "a-b", 0, { x: 1, y: 1 })).toBe(full);
  });

  it("go with their wire, and with a node of it", () => {
    expect(removeParts(pointed, [], ["a-b"]).layout.edges).toEqual({});
    expect(removeParts(pointed, ["a"]).layout.edges).toEqual({});
    expect(removeParts(pointed, ["c"]).layout.edges).toEqual(pointed.layout.edges);
  });

  it("move when both ends of the wire move by the same way, and stay otherwise", () => {
    const both = moveNodes(pointed, { a: { x: 10, y: 5 }, b: { x: 310, y: 5 } });
    expect(pointsOf(both, "a-b")).toEqual([
      { x: 110, y: 15 },
      { x: 210, y: 25 },
    ]);
    expect(pointsOf(moveNodes(pointed, { a: { x: 10, y: 5 } }), "a-b")).toEqual(pointsOf(pointed, "a-b"));
    const apart = moveNodes(pointed, { a: { x: 10, y: 5 }, b: { x: 330, y: 5 } });
    expect(pointsOf(apart, "a-b")).toEqual(pointsOf(pointed, "a-b"));
  });
});

describe("in the store", () => {
  function open() {
    const store = createWorkflowStore({ now: () => 0 });
    store.getState().load(pointed);
    return { ...store, doc: () => store.getState().workflow ?? pointed };
  }

  it("copies of nodes bring the points of the wires between them, moved with them", () => {
    const { getState, doc } = open();
    getState().duplicate(["a", "b"]);
    const copy = doc().edges.at(-1);
    expect(copy && pointsOf(doc(), copy.id)).toEqual([
      { x: 132, y: 42 },
      { x: 232, y: 52 },
    ]);
  });

  it("a wire that is pulled elsewhere is the same wire, with its points and in its place", () => {
    const { getState, doc } = open();
    getState().reconnect("a-b", { node: "a", port: "text" }, { node: "b", port: "system" });
    expect(doc().edges.map(({ id, target }) => [id, target.port])).toEqual([
      ["a-b", "system"],
      ["b-c", "prompt"],
    ]);
    expect(pointsOf(doc(), "a-b")).toHaveLength(2);
    getState().undo();
    expect(doc()).toEqual(pointed);
  });

  it("a wire that is pulled onto a taken input takes its place", () => {
    const { getState, doc } = open();
    getState().reconnect("a-b", { node: "a", port: "text" }, { node: "c", port: "prompt" });
    expect(doc().edges).toEqual([
      { id: "a-b", source: { node: "a", port: "text" }, target: { node: "c", port: "prompt" } },
    ]);
  });

  it("a wire that is pulled where it cannot be stays as it was", () => {
    const { getState, doc } = open();
    getState().reconnect("b-c", { node: "b", port: "text" }, { node: "b", port: "prompt" });
    getState().reconnect("a-b", { node: "a", port: "text" }, { node: "b", port: "prompt" });
    expect(doc()).toBe(pointed);
    expect(getState().history.past).toEqual([]);
  });
});
