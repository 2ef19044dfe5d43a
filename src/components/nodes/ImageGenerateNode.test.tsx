import { act, cleanup, render, screen } from "@testing-library/react";
import { ReactFlow, ReactFlowProvider } from "@xyflow/react";
import { SWRConfig } from "swr";
import { afterEach, expect, it } from "vitest";
import { NodeLooks } from "@/components/board/nodeLooks";
import { lookOf } from "@/components/kinds/nodeViews";
import { accountView, authStatus, serve, stopServing } from "@/components/testServer";
import { idleNode, idleRun } from "@/store/runReducer";
import { workflow } from "@/store/testWorkflow";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import type { RunError } from "@/types/run";
import { ImageGenerateNode } from "./ImageGenerateNode";

const nodeTypes = { image: ImageGenerateNode };
const noPictures = "Plan sharing makes no pictures.";

function show(provider: string) {
  const models = { provider, source: "live", fetchedAt: "2026-11-21T00:00:00.000Z", models: [] };
  serve({
    "GET /api/auth/openai/status": authStatus({ connected: true, accounts: [accountView()] }),
    "GET /api/keys": { keys: [{ provider: "openai", source: null }] },
    "GET /api/servers": { servers: [] },
    "GET /api/models": { ...models, imageModels: [], imageReason: noPictures },
  });
  workflowStore.getState().load(workflow([{ id: "a", type: "imageGenerate", data: { provider } }]));
  const nodes = [{ id: "a", type: "image", position: { x: 0, y: 0 }, data: {}, measured: { width: 264, height: 200 } }];
  render(
    <SWRConfig value={{ provider: () => new Map() }}>
      <ReactFlowProvider>
        <NodeLooks value={lookOf}>
          <ReactFlow nodes={nodes} nodeTypes={nodeTypes} />
        </NodeLooks>
      </ReactFlowProvider>
    </SWRConfig>,
  );
}

function fail(error: RunError) {
  act(() => runStore.setState({ run: { ...idleRun, nodes: { a: { ...idleNode, status: "failed", error } } } }));
}

afterEach(async () => {
  cleanup();
  runStore.setState({ run: idleRun });
  await stopServing();
});

it("a node that makes pictures asks once for a key that is missing, also after a run", async () => {
  show("openai");
  await screen.findByRole("button", { name: "Add a key", hidden: true });
  fail({ code: "auth_required", message: "There is no key for OpenAI.", action: "add_key" });
  expect(screen.getAllByRole("button", { name: "Add a key", hidden: true })).toHaveLength(1);
  expect(screen.queryByText("There is no key for OpenAI.")).toBeNull();
});

it("a node that makes pictures says once why none can be made, and keeps any other failure beside it", async () => {
  show("openai-auth");
  await screen.findByText(noPictures);
  fail({ code: "unsupported_parameter", message: noPictures });
  expect(screen.getAllByText(noPictures)).toHaveLength(1);
  fail({ code: "network", message: "The line was cut." });
  expect(screen.getByText("The line was cut.")).toBeTruthy();
  expect(screen.getByText(noPictures)).toBeTruthy();
});
