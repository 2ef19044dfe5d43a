import { describe, expect, it } from "vitest";
import { llm, prompt, wire, workflow } from "./testWorkflow";
import { createWorkflowStore } from "./workflowStore";

function open(document = workflow([prompt("a", "Hello"), llm("b")], [wire("a.text", "b.prompt")])) {
  const clock = { nowMs: 0 };
  const store = createWorkflowStore({ now: () => clock.nowMs });
  store.getState().load(document);
  return { store, clock, doc: () => store.getState().workflow ?? document, state: store.getState };
}

describe("the history of a document", () => {
  it("has no step after loading", () => {
    const { state, doc } = open();
    const before = doc();
    state().undo();
    expect(doc()).toBe(before);
    expect(state().edition).toBe(state().savedEdition);
  });

  it("takes typing in one field back as one step, and typing after a pause as another", () => {
    const { state, doc, clock } = open();
    for (const text of ["H", "Ha", "Hal"]) {
      state().updateNodeData("a", { text });
      clock.nowMs += 100;
    }
    clock.nowMs += 5_000;
    state().updateNodeData("a", { text: "Hallo" });
    state().undo();
    expect(doc().nodes[0]?.data.text).toBe("Hal");
    state().undo();
    expect(doc().nodes[0]?.data.text).toBe("Hello");
    state().redo();
    expect(doc().nodes[0]?.data.text).toBe("Hal");
  });

  it("keeps quick edits of two nodes apart", () => {
    const { state, doc } = open();
    state().updateNodeData("a", { text: "New" });
    state().updateNodeData("b", { system: "Be brief" });
    state().undo();
    expect(doc().nodes[0]?.data.text).toBe("New");
    expect(doc().nodes[1]?.data.system).toBeUndefined();
  });

  it("brings a removed node back with its wires and its place", () => {
    const { state, doc } = open();
    const before = doc();
    state().removeNodes(["a"]);
    expect(doc().edges).toEqual([]);
    expect(doc().layout.nodes.a).toBeUndefined();
    state().undo();
    expect(doc()).toEqual(before);
  });

  it("does not count selection, sizes and viewport as edits", () => {
    const { state } = open();
    state().select({ nodes: ["a"], edges: [] });
    state().setSizes({ a: { width: 264, height: 90 } });
    state().setViewport({ x: 1, y: 2, zoom: 1 });
    expect(state().history.past).toEqual([]);
    expect(state().edition).toBe(state().savedEdition);
  });

  it("brings back the whole layout but the viewport", () => {
    const { state, doc } = open();
    state().setViewport({ x: 1, y: 2, zoom: 1 });
    state().edit((document) => ({
      ...document,
      layout: { ...document.layout, groups: [{ title: "Draft" }], edges: { "a-b": { points: [{ x: 5, y: 6 }] } } },
    }));
    state().setViewport({ x: 3, y: 4, zoom: 2 });
    state().undo();
    expect(doc().layout).toMatchObject({ groups: [], viewport: { x: 3, y: 4, zoom: 2 } });
    expect(doc().layout.edges).toBeUndefined();
    state().redo();
    expect(doc().layout).toMatchObject({
      groups: [{ title: "Draft" }],
      edges: { "a-b": { points: [{ x: 5, y: 6 }] } },
      viewport: { x: 3, y: 4, zoom: 2 },
    });
  });

  it("keeps those selected that are still there after a step back", () => {
    const { state } = open();
    state().renameNode("a", "Brief");
    state().select({ nodes: ["a"], edges: ["a-b"] });
    state().undo();
    expect(state().selection).toEqual({ nodes: ["a"], edges: ["a-b"] });
  });

  it("drops the steps forward when something new is done", () => {
    const { state } = open();
    state().renameNode("a", "Brief");
    state().undo();
    state().renameNode("a", "Task");
    expect(state().history.future).toEqual([]);
  });

  it("keeps the revision that the server gave while going back", () => {
    const { state, doc } = open();
    state().renameNode("a", "Brief");
    state().setSaved(7, state().edition);
    state().undo();
    expect(doc().revision).toBe(7);
    expect(state().edition).not.toBe(state().savedEdition);
  });

  it("saves a filled-in model without making it a step", () => {
    const { state, doc } = open(workflow([llm("b", { model: "" })]));
    state().completeNodeData("b", { model: "gpt-first" });
    expect(doc().nodes[0]?.data.model).toBe("gpt-first");
    expect(state().history.past).toEqual([]);
    expect(state().edition).not.toBe(state().savedEdition);
  });
});

describe("edits", () => {
  it("share every node they do not touch", () => {
    const { state, doc } = open();
    const [, untouched] = doc().nodes;
    state().updateNodeData("a", { text: "New" });
    expect(doc().nodes[1]).toBe(untouched);
  });

  it("change nothing at all when the value is the same", () => {
    const { state, doc } = open();
    const before = doc();
    state().updateNodeData("a", { text: "Hello" });
    state().renameWorkflow("Test");
    state().moveNodes({ a: { x: 0, y: 0 } });
    expect(doc()).toBe(before);
    expect(state().history.past).toEqual([]);
  });

  it("remove a field that is set to undefined", () => {
    const { state, doc } = open();
    state().updateNodeData("b", { system: "x" });
    state().updateNodeData("b", { system: undefined });
    expect(doc().nodes[1]?.data).not.toHaveProperty("system");
  });

  it("let the wire follow a placeholder that is renamed while typing", () => {
    const { state, doc } = open(workflow([prompt("a"), prompt("b", "About {{topi}}")], [wire("a.text", "b.topi")]));
    state().updateNodeData("b", { text: "About {{topic}}" });
    expect(doc().edges[0]?.target).toEqual({ node: "b", port: "topic" });
  });

  it("let the value of a placeholder follow it when it is renamed while typing", () => {
    const data = { text: "{{tone}} {{topi}}", values: { tone: "warm", topi: "owls" } };
    const { state, doc } = open(workflow([{ ...prompt("b"), data }]));
    state().updateNodeData("b", { text: "{{tone}} {{topic}}" });
    expect(doc().nodes[0]?.data.values).toEqual({ tone: "warm", topic: "owls" });
    state().updateNodeData("b", { text: "{{tone}} {{topic" });
    state().updateNodeData("b", { text: "{{tone}} {{topic}}" });
    expect(doc().nodes[0]?.data.values).toEqual({ tone: "warm", topic: "owls" });
  });

  it("keep the wire of a placeholder that is gone for the moment", () => {
    const { state, doc } = open(workflow([prompt("a"), prompt("b", "{{x}}")], [wire("a.text", "b.x")]));
    state().updateNodeData("b", { text: "{{x}" });
    state().updateNodeData("b", { text: "{{x}}" });
    expect(doc().edges).toHaveLength(1);
  });

  it("refuse a circle and say so", () => {
    const { state, doc } = open(workflow([prompt("a", "{{x}}"), prompt("b", "{{y}}")], [wire("a.text", "b.y")]));
    const check = state().connect({ node: "b", port: "text" }, { node: "a", port: "x" });
    expect(check).toEqual({ ok: false, reason: "cycle" });
    expect(doc().edges).toHaveLength(1);
  });

  it("put a new wire in the place of the one that a single input had", () => {
    const { state, doc } = open(workflow([prompt("a"), prompt("c"), llm("b")], [wire("a.text", "b.prompt")]));
    expect(state().connect({ node: "c", port: "text" }, { node: "b", port: "prompt" })).toEqual({ ok: true });
    expect(doc().edges.map((edge) => edge.source.node)).toEqual(["c"]);
    state().undo();
    expect(doc().edges.map((edge) => edge.source.node)).toEqual(["a"]);
  });

  it("add a node and the wire it was dropped on as one step", () => {
    const { state, doc } = open(workflow([prompt("a")]));
    const id = state().addConnectedNode(
      "llmGenerate",
      { x: 400, y: 0 },
      { source: { node: "a", port: "text" }, targetPort: "prompt" },
    );
    expect(doc().edges).toMatchObject([{ source: { node: "a" }, target: { node: id, port: "prompt" } }]);
    expect(state().selection.nodes).toEqual([id]);
    state().undo();
    expect(doc().nodes).toHaveLength(1);
  });
});

describe("copies", () => {
  it("get ids of their own, keep the wires between them and are selected", () => {
    const { state, doc } = open();
    state().duplicate(["a", "b"]);
    expect(new Set(doc().nodes.map((node) => node.id)).size).toBe(4);
    const [, copied] = doc().edges;
    expect(state().selection.nodes).toEqual([copied?.source.node, copied?.target.node]);
  });

  it("leave out wires to nodes that were not copied", () => {
    const { state, doc } = open();
    state().duplicate(["b"]);
    expect(doc().edges).toHaveLength(1);
  });
});

describe("a document that may only be looked at", () => {
  it("is the same after every edit, has nothing to save, and can be selected in and measured", () => {
    const store = createWorkflowStore({ mayEdit: () => false });
    const { getState: state } = store;
    state().load(workflow([prompt("a", "Hello"), llm("b")]), { unsaved: true });
    const { nodes, edges } = state().workflow ?? {};
    state().updateNodeData("a", { text: "New" });
    state().completeNodeData("b", { model: "m" });
    state().connect({ node: "a", port: "text" }, { node: "b", port: "prompt" });
    state().removeNodes(["a"]);
    state().addNode("note", { x: 0, y: 0 });
    state().undo();
    state().select({ nodes: ["a"], edges: [] });
    state().setSizes({ a: { width: 300, height: 200 } });
    expect(state().workflow?.nodes).toBe(nodes);
    expect(state().workflow?.edges).toBe(edges);
    expect(state().selection.nodes).toEqual(["a"]);
    expect(state().history.past).toEqual([]);
    expect([state().saveState.status, state().edition]).toEqual(["saved", state().savedEdition]);
  });
});
