import { act, cleanup, render, screen } from "@testing-library/react";
import { ReactFlow, ReactFlowProvider } from "@xyflow/react";
import { afterEach, expect, it } from "vitest";
import { authStatus, serve, stopServing } from "@/components/testServer";
import type { ItemRun } from "@/store/runItems";
import { idleNode, idleRun } from "@/store/runReducer";
import { workflow } from "@/store/testWorkflow";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import { CompareNode } from "./CompareNode";

afterEach(async () => {
  cleanup();
  runStore.getState().clear();
  await stopServing();
});

const variants = ["m1", "m2", "m3"].map((model) => ({ provider: "openai", model }));
const ended = (model: string, text: string): ItemRun => ({
  status: "done",
  attempt: 1,
  text: "",
  output: { results: { provider: "openai", model, text } },
});

it("shows under each variant how its answer begins, but none of a model that was there before", async () => {
  serve({ "GET /api/auth/openai/status": authStatus(), "GET /api/keys": { keys: [] } });
  workflowStore.getState().load(workflow([{ id: "c", type: "compare", data: { variants } }]));
  const nodes = [{ id: "c", type: "c", position: { x: 0, y: 0 }, data: {}, measured: { width: 264, height: 200 } }];
  render(
    <ReactFlowProvider>
      <ReactFlow nodes={nodes} nodeTypes={nodeTypes} />
    </ReactFlowProvider>,
  );
  const streaming: ItemRun = { status: "streaming", attempt: 1, text: "Still com" };
  const items = [ended("m1", "One answer"), streaming, ended("gone", "Another answer")];
  act(() =>
    runStore.setState({ run: { ...idleRun, id: "run_1", status: "running", nodes: { c: { ...idleNode, items } } } }),
  );
  expect(await screen.findByText("One answer")).toBeTruthy();
  expect(screen.getByText("Still com")).toBeTruthy();
  expect(screen.queryByText("Another answer")).toBeNull();
});

it("asks once for a key that a variant lacks, also after a run", async () => {
  const keys = [{ provider: "google", source: null }];
  serve({ "GET /api/auth/openai/status": authStatus(), "GET /api/keys": { keys } });
  const variant = { provider: "google", model: "g" };
  workflowStore.getState().load(workflow([{ id: "c", type: "compare", data: { variants: [variant] } }]));
  const nodes = [{ id: "c", type: "c", position: { x: 0, y: 0 }, data: {}, measured: { width: 264, height: 200 } }];
  render(
    <ReactFlowProvider>
      <ReactFlow nodes={nodes} nodeTypes={nodeTypes} />
    </ReactFlowProvider>,
  );
  await screen.findByRole("button", { name: "Add a key", hidden: true });
  const failWith = (code: string, message: string) => {
    const items: ItemRun[] = [{ status: "failed", attempt: 1, text: "", error: { code, message } }];
    act(() => runStore.setState({ run: { ...idleRun, id: "run_1", nodes: { c: { ...idleNode, items } } } }));
  };
  failWith("model_not_available", "There is no such model.");
  expect(screen.getByText("There is no such model.")).toBeTruthy();
  failWith("auth_required", "There is no key.");
  expect(screen.queryByText("There is no key.")).toBeNull();
});

const nodeTypes = { c: CompareNode };
