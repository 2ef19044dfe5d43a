import { cleanup, fireEvent, render } from "@testing-library/react";
import { ReactFlowProvider } from "@xyflow/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useCanvasUi } from "@/components/board/canvasUi";
import { runCommand } from "@/components/commands/registry";
import { useCommandKeys } from "@/components/commands/useCommandKeys";
import { useCommands } from "@/components/commands/useCommands";
import { pageCommands } from "@/components/pageCommands";
import { llm, prompt, wire, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import { useCanvasCommands } from "./useCanvasCommands";

const fit = vi.fn();
const fitSelection = vi.fn();

function Page() {
  useCanvasCommands({ fitAll: fit, fitSelection, showNodes: vi.fn() });
  useCommands(pageCommands);
  useCommandKeys();
  return (
    <div className="react-flow__pane">
      <textarea aria-label="prompt" />
    </div>
  );
}

const nodes = () => workflowStore.getState().workflow?.nodes.map((node) => node.id);
const press = (key: string, more: object = {}) => fireEvent.keyDown(document.body, { key, ...more });
const mod = { ctrlKey: true };

beforeEach(() => {
  workflowStore.getState().load(workflow([prompt("a"), llm("b")], [wire("a.text", "b.prompt")]));
  useCanvasUi.setState({ palette: null });
  render(
    <ReactFlowProvider>
      <Page />
    </ReactFlowProvider>,
  );
});
afterEach(cleanup);

it("deletes what is selected and brings it back", () => {
  workflowStore.getState().select({ nodes: ["a"], edges: [] });
  press("Delete");
  expect(nodes()).toEqual(["b"]);
  press("z", mod);
  expect(nodes()).toEqual(["a", "b"]);
  press("Z", { ...mod, shiftKey: true });
  expect(nodes()).toEqual(["b"]);
  press("z", mod);
  press("y", mod);
  expect(nodes()).toEqual(["b"]);
});

it("moves the selection with the arrow keys as one step of undo", () => {
  workflowStore.getState().select({ nodes: ["a"], edges: [] });
  press("ArrowRight");
  press("ArrowRight", { shiftKey: true });
  expect(workflowStore.getState().workflow?.layout.nodes.a).toEqual({ x: 48, y: 0 });
  press("z", mod);
  expect(workflowStore.getState().workflow?.layout.nodes.a).toEqual({ x: 0, y: 0 });
});

it("leaves every key to a field that is being typed in", () => {
  workflowStore.getState().select({ nodes: ["a"], edges: [] });
  const field = document.querySelector("textarea") ?? document.body;
  for (const key of ["Backspace", "Delete", "ArrowLeft", "Tab", "Escape"]) {
    expect(fireEvent.keyDown(field, { key })).toBe(true);
  }
  for (const key of ["a", "z", "d", "1"]) expect(fireEvent.keyDown(field, { key, ...mod })).toBe(true);
  expect(nodes()).toEqual(["a", "b"]);
  expect(workflowStore.getState().selection.nodes).toEqual(["a"]);
});

it("opens the palette with Mod+K, also while typing, and once with Tab after a press on the bare canvas", () => {
  fireEvent.keyDown(document.querySelector("textarea") ?? document.body, { key: "k", ...mod });
  expect(useCanvasUi.getState().palette).not.toBeNull();
  useCanvasUi.setState({ palette: null });
  press("Tab");
  expect(useCanvasUi.getState().palette).toBeNull();
  fireEvent.pointerDown(document.querySelector(".react-flow__pane") ?? document.body);
  press("Tab");
  expect(useCanvasUi.getState().palette).not.toBeNull();
  useCanvasUi.setState({ palette: null });
  fireEvent.keyUp(document.body, { key: "Tab" });
  press("Tab");
  expect(useCanvasUi.getState().palette).toBeNull();
});

it("goes to what is selected, if anything is", () => {
  press("2", { ...mod, code: "Digit2" });
  expect(fitSelection).not.toHaveBeenCalled();
  workflowStore.getState().select({ nodes: ["b"], edges: [] });
  press("2", { ...mod, code: "Digit2" });
  expect(fitSelection).toHaveBeenCalledTimes(1);
});

it("selects all, duplicates and fits", () => {
  press("a", mod);
  expect(workflowStore.getState().selection.nodes).toEqual(["a", "b"]);
  press("d", mod);
  expect(nodes()).toHaveLength(4);
  press("1", mod);
  expect(fit).toHaveBeenCalled();
});

it("cuts what was selected when it began, whatever is selected while the clipboard is asked", async () => {
  let take: () => void = () => undefined;
  vi.stubGlobal("navigator", { clipboard: { writeText: () => new Promise<void>((resolve) => (take = resolve)) } });
  workflowStore.getState().select({ nodes: ["a"], edges: [] });
  runCommand("cut");
  workflowStore.getState().select({ nodes: ["b"], edges: [] });
  take();
  await vi.waitFor(() => expect(nodes()).toEqual(["b"]));
  vi.unstubAllGlobals();
});
