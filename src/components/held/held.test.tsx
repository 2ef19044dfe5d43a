import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { drawNode } from "@/components/testNode";
import { type SeenRequest, serve, stopServing } from "@/components/testServer";
import { graphInterfaceOf } from "@/lib/nodes/graphInterface";
import { dialogStore } from "@/store/dialogStore";
import { heldTrail } from "@/store/heldTrail";
import { reduceRunBatch } from "@/store/runReducer";
import { llm, prompt, wire, workflow } from "@/store/testWorkflow";
import { runStore } from "@/store/useRun";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { HeldPicker } from "./HeldPicker";
import { makeWorkflow } from "./makeWorkflow";
import { TrailBar } from "./TrailBar";

const output = { id: "o", type: "output", data: { name: "greeting", format: "auto" } };
const greeting = {
  ...workflow(
    [prompt("p", "Hello {{who}}"), llm("m"), output],
    [wire("p.text", "m.prompt"), wire("m.text", "o.value")],
  ),
  ...{ id: "greeting", name: "Greeting", revision: 4 },
};
const summary = { id: "greeting", name: "Greeting", revision: 4, nodeCount: 3, updatedAt: "2026-11-29T10:00:00Z" };
const holder = (type: "workflow" | "repeat", data: Record<string, unknown> = {}): WorkflowNode => ({
  ...{ id: "h", type },
  data: {
    ...(type === "repeat" ? { until: { output: "", test: "contains" }, max: 5, carry: {} } : {}),
    workflow: "",
    ...data,
  },
});
const held = () => workflowStore.getState().workflow?.nodes.find(({ id }) => id === "h");

const routes = {
  "GET /api/workflows": { workflows: [summary] },
  "GET /api/workflows/greeting": greeting,
  "GET /api/workflows/greeting/revision": { revision: 4 },
  "GET /api/workflows/greeting/versions": { versions: [] },
  "GET /api/settings": {},
  "PUT /api/settings": ({ body }: SeenRequest) => body,
  "GET /api/runs": { runs: [] },
};

beforeEach(() => {
  heldTrail.setState({ places: [], at: null, run: null });
});
afterEach(async () => {
  cleanup();
  runStore.getState().clear();
  await stopServing();
});

async function draw(node: WorkflowNode) {
  workflowStore.getState().load({ ...workflow([node]), name: "Letters" });
  await drawNode(node);
}

it("a node takes the name, inputs and outputs of the workflow that is chosen for it, as one step of undo", async () => {
  serve(routes);
  workflowStore.getState().load(workflow([holder("workflow")]));
  render(<HeldPicker node="h" onClose={vi.fn()} />);
  fireEvent.click(await screen.findByRole("option", { name: /Greeting/ }));
  await waitFor(() => expect(held()?.title).toBe("Greeting"));
  expect(held()?.data).toMatchObject({
    workflow: "greeting",
    ports: { inputs: [{ name: "who" }], outputs: [{ name: "greeting" }] },
  });
  workflowActions().undo();
  expect(held()?.data).toEqual({ workflow: "" });
});

it("a repetition ends by the first output until another one is chosen, and says so", async () => {
  serve(routes);
  workflowStore.getState().load(workflow([holder("repeat")]));
  render(<HeldPicker node="h" onClose={vi.fn()} />);
  fireEvent.click(await screen.findByRole("option", { name: /Greeting/ }));
  await waitFor(() => expect(held()?.data.until).toMatchObject({ output: "greeting" }));
  cleanup();
  await draw(held() as WorkflowNode);
  expect(await screen.findByText("Until greeting contains, 5 rounds at most")).toBeDefined();
  fireEvent.change(await screen.findByRole("textbox", { name: "Rounds at most" }), { target: { value: "12" } });
  expect(held()?.data.max).toBe(12);
});

it("a node without a workflow asks for one", async () => {
  serve(routes);
  await draw(holder("workflow"));
  const [choose] = await screen.findAllByRole("button", { name: "Choose a workflow" });
  fireEvent.click(choose as HTMLElement);
  expect(dialogStore.getState().dialog).toEqual({ kind: "held", node: "h" });
});

it("a node says that its inputs or outputs have changed, and takes them over when asked", async () => {
  serve(routes);
  await draw(holder("workflow", { workflow: "greeting", ports: { inputs: [], outputs: [] } }));
  fireEvent.click(await screen.findByRole("button", { name: "Show them as they are now" }));
  expect(held()?.data.ports).toEqual(graphInterfaceOf(greeting));
});

it("a node says that its workflow is gone", async () => {
  serve({ ...routes, "GET /api/workflows/greeting": undefined });
  await draw(holder("workflow", { workflow: "greeting", ports: { name: "Greeting", inputs: [], outputs: [] } }));
  expect((await screen.findAllByText(/not there any more/)).length).toBeGreaterThan(0);
});

it("what a node holds opens with what the shown run did inside, and the bar leads back", async () => {
  const node = holder("workflow", { workflow: "greeting", ports: graphInterfaceOf(greeting) });
  const letters = { ...workflow([node]), name: "Letters" };
  serve({ ...routes, "GET /api/workflows/wf_test": letters });
  vi.stubGlobal(
    "EventSource",
    class {
      addEventListener() {}
      close() {}
    },
  );
  await draw(node);
  act(() => {
    workflowStore.getState().load(letters);
    const path = [{ node: "h" }];
    const run = reduceRunBatch({ ...runStore.getState().run, id: "run1" }, [
      { seq: 1, at: "2026-11-30T00:00:00Z", type: "node-start", node: "h", attempt: 1 },
      { seq: 2, at: "2026-11-30T00:00:01Z", type: "node-start", node: "m", attempt: 1, path },
      { seq: 3, at: "2026-11-30T00:00:02Z", type: "node-start", node: "p", attempt: 1, path },
    ]);
    runStore.setState({ run: { ...run, status: "running" } });
  });
  expect(await screen.findByText("0 of 3 nodes")).toBeDefined();
  fireEvent.click(screen.getByRole("button", { name: "Open Greeting" }));
  await waitFor(() => expect(workflowStore.getState().workflow?.id).toBe("greeting"));
  await waitFor(() => expect(heldTrail.getState().run).toMatchObject({ id: "run1", path: [{ node: "h" }] }));
  cleanup();
  render(<TrailBar />);
  fireEvent.click(screen.getByRole("button", { name: "Back to Letters" }));
  await waitFor(() => expect(workflowStore.getState().workflow?.id).toBe("wf_test"));
  expect(workflowStore.getState().selection.nodes).toEqual(["h"]);
  await waitFor(() => expect(screen.queryByRole("navigation")).toBeNull());
});

it("selected nodes become a workflow of their own, and undo brings them back", async () => {
  const seen = serve({ "POST /api/workflows": ({ body }: SeenRequest) => body });
  const nodes = [{ ...prompt("a", "x"), title: "First" }, prompt("b", "{{x}}")];
  workflowStore.getState().load(workflow(nodes, [wire("a.text", "b.x")]));
  workflowStore.getState().select({ nodes: ["b"], edges: [] });
  await makeWorkflow();
  const after = workflowStore.getState();
  expect(after.workflow?.nodes.map(({ type }) => type)).toEqual(["prompt", "workflow"]);
  expect(seen.map(({ path }) => path)).toEqual(["/api/workflows"]);
  expect(after.selection.nodes).toEqual([after.workflow?.nodes[1]?.id]);
  workflowActions().undo();
  expect(workflowStore.getState().workflow?.nodes).toEqual(nodes);
});
