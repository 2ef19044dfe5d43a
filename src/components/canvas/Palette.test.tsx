import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { ReactFlowProvider } from "@xyflow/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useCanvasUi } from "@/components/board/canvasUi";
import { provideCommands } from "@/components/commands/registry";
import { serve, stopServing } from "@/components/testServer";
import { llm, prompt, wire, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import { Palette } from "./Palette";

const add = vi.fn();
const fit = vi.fn();

let withdraw = () => {};

beforeEach(() => {
  serve({
    "GET /api/workflows": {
      workflows: [{ id: "wf_2", name: "Letters", revision: 1, nodeCount: 3, updatedAt: "2026-11-28T10:00:00Z" }],
    },
  });
  withdraw = provideCommands({ fit: { run: fit } });
  const question = { ...prompt("a", "How\nare you?"), title: "Question" };
  workflowStore.getState().load(workflow([question, llm("b"), llm("c")], [wire("a.text", "b.prompt")]));
  useCanvasUi.setState({ palette: { at: { x: 7, y: 8 } } });
});
afterEach(async () => {
  cleanup();
  withdraw();
  await stopServing();
  vi.clearAllMocks();
});

function show() {
  render(
    <ReactFlowProvider>
      <Palette onAdd={add} />
    </ReactFlowProvider>,
  );
  return screen.getByRole("combobox", { name: "Add a node or run a command" });
}

const highlighted = () => document.querySelector("[data-highlighted]")?.textContent;
const names = () => screen.queryAllByRole("option").map((option) => option.textContent);

describe("the palette", () => {
  it("lists kinds, commands and nodes under headings that a screen reader hears", () => {
    const input = show();
    const groups = screen.getAllByRole("group");
    expect(groups.map((group) => group.getAttribute("aria-labelledby"))).not.toContain(null);
    expect(screen.getByRole("group", { name: "Commands" })).toBeTruthy();
    const nodesNamed = (value: string) => {
      fireEvent.change(input, { target: { value } });
      const nodes = within(screen.getByRole("group", { name: "Go to" })).getAllByRole("option");
      return nodes.map((node) => node.textContent);
    };
    expect(nodesNamed("question")).toEqual(["QuestionPrompt · How are you?"]);
    expect(nodesNamed("LLM")).toEqual(["LLM", "LLM"]);
  });

  it("does what is highlighted with Enter, the best hit being the first", () => {
    const input = show();
    fireEvent.change(input, { target: { value: "fit" } });
    expect(highlighted()).toMatch(/^Fit to screen/);
    fireEvent.keyDown(input, { key: "Enter" });
    expect(fit).toHaveBeenCalledOnce();
    expect(useCanvasUi.getState().palette).toBeNull();
  });

  it("goes down with the arrow and around at the end", () => {
    const input = show();
    const first = highlighted();
    fireEvent.keyDown(input, { key: "ArrowDown" });
    expect(highlighted()).not.toBe(first);
    fireEvent.keyDown(input, { key: "ArrowUp" });
    fireEvent.keyDown(input, { key: "ArrowUp" });
    expect(highlighted()).toBe(names().at(-1));
  });

  it("adds a kind where it was opened", () => {
    show();
    fireEvent.click(screen.getByRole("option", { name: /^Prompt/ }));
    expect(add).toHaveBeenCalledWith("prompt", { x: 7, y: 8 });
  });

  it("draws a wire from the selected node", () => {
    workflowStore.getState().renameNode("c", "Other");
    workflowStore.getState().select({ nodes: ["a"], edges: [] });
    fireEvent.change(show(), { target: { value: "other" } });
    fireEvent.click(screen.getByRole("option", { name: /→ Other · prompt/ }));
    expect(workflowStore.getState().workflow?.edges).toHaveLength(2);
  });

  it("finds what lies elsewhere: workflows, and templates in spite of a slip", async () => {
    const input = show();
    await screen.findByRole("group", { name: "Workflows" });
    fireEvent.change(input, { target: { value: "letters" } });
    expect(highlighted()).toMatch(/^Letters/);
    fireEvent.change(input, { target: { value: "sumarise" } });
    expect(highlighted()).toMatch(/^Summarise a long text/);
  });

  it("goes to the node whose name is typed, though a template begins so too", () => {
    workflowStore.getState().renameNode("b", "Draft");
    const input = show();
    fireEvent.change(input, { target: { value: "draft" } });
    expect(highlighted()).toBe("DraftLLM");
    fireEvent.keyDown(input, { key: "Enter" });
    expect(workflowStore.getState().selection.nodes).toEqual(["b"]);
  });

  it("reaches each of thousands of nodes, and draws only those in sight", () => {
    const nodes = Array.from({ length: 3000 }, (_, index) => ({ ...prompt(`n${index}`), title: `Wobble ${index}` }));
    workflowStore.getState().load(workflow(nodes, []));
    const input = show();
    fireEvent.change(input, { target: { value: "wobble" } });
    expect(names().length).toBeLessThan(60);
    fireEvent.keyDown(input, { key: "ArrowUp" });
    expect(highlighted()).toMatch(/^Wobble 2999/);
    fireEvent.change(input, { target: { value: "wobble 1234" } });
    expect(highlighted()).toMatch(/^Wobble 1234/);
  });

  it("says when nothing fits", () => {
    fireEvent.change(show(), { target: { value: "zebra crossing" } });
    expect(names()).toEqual([]);
    expect(screen.getByText("Nothing fits that.")).toBeTruthy();
  });
});
