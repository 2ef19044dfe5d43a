import { act, cleanup, render, waitFor } from "@testing-library/react";
import { mutate } from "swr";
import { afterEach, beforeEach, expect, it } from "vitest";
import { accountView, authStatus, failure, type SeenRequest, serve, stopServing } from "@/components/testServer";
import { closeDialog, dialogStore } from "@/store/dialogStore";
import { startRun } from "@/store/runSession";
import { llm, prompt, wire, workflow } from "@/store/testWorkflow";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import { useConnectBeforeRun } from "./useConnectBeforeRun";

const supports = {
  temperature: true,
  maxTokens: true,
  jsonSchema: true,
  webSearch: false,
  images: true,
  tools: true,
  files: true,
  reasoningSummary: true,
};

let status = authStatus();
let seen: SeenRequest[] = [];

function Page() {
  useConnectBeforeRun();
  return null;
}

beforeEach(() => {
  status = authStatus();
  seen = serve({
    "GET /api/auth/openai/status": () => status,
    "GET /api/auth/google/status": { ...authStatus(), configured: false },
    "GET /api/keys": { keys: [] },
    "GET /api/servers": { servers: [] },
    "GET /api/settings": { nodeDefaults: {} },
    "GET /api/models": {
      provider: "openai-auth",
      source: "live",
      fetchedAt: "2026-11-29T00:00:00Z",
      models: [{ id: "gpt-filled", name: "Test", input: ["text"], supports }],
    },
    "POST /api/workflows": ({ body }: SeenRequest) => ({ ...(body as object), revision: 1 }),
    "PUT /api/workflows/wf_1": ({ body }: SeenRequest) => ({ ...(body as object), revision: 2 }),
    // Refused, so that no stream of events opens.
    "POST /api/runs": () => failure(400, "invalid_workflow", "not in this test"),
  });
});
afterEach(async () => {
  cleanup();
  dialogStore.setState({ dialog: null });
  runStore.getState().clear();
  await stopServing();
});

const asked = ["/api/auth/openai/status", "/api/auth/google/status", "/api/keys", "/api/servers"];
const starts = () => seen.filter(({ method, path }) => method === "POST" && path === "/api/runs");

async function pressRunUnconnected() {
  const judge = { id: "j", type: "score", data: { method: "judge", judges: [{ provider: "openai-auth", model: "" }] } };
  const document = workflow([prompt("a"), llm("b"), judge], [wire("a.text", "b.prompt"), wire("b.text", "j.value")]);
  workflowStore.getState().load(document);
  workflowStore.getState().updateNodeData("b", { model: "" });
  render(<Page />);
  await waitFor(() => expect(seen.map(({ path }) => path)).toEqual(expect.arrayContaining(asked)));
  await act(async () => {});
  await act(() => startRun());
  expect(dialogStore.getState().dialog).toEqual({ kind: "connect" });
  expect(starts()).toEqual([]);
}

it("opens Connect, and runs with a model of what was connected once its dialog is closed", async () => {
  await pressRunUnconnected();
  status = authStatus({ connected: true, accounts: [accountView()], defaultAccountId: "acc_1" });
  await act(() => mutate(() => true));
  expect(starts()).toEqual([]);
  act(closeDialog);
  await waitFor(() => expect(starts()).toHaveLength(1));
  expect(workflowStore.getState().workflow?.nodes[1]?.data.model).toBe("gpt-filled");
  expect(workflowStore.getState().workflow?.nodes[2]?.data.judges).toMatchObject([{ model: "gpt-filled" }]);
});

it("forgets the run when nothing was connected in the end", async () => {
  await pressRunUnconnected();
  act(closeDialog);
  status = authStatus({ connected: true, accounts: [accountView()], defaultAccountId: "acc_1" });
  await act(() => mutate(() => true));
  expect(starts()).toEqual([]);
});

it("runs at once as long as it is not known that nothing can pay: a server of one's own may", async () => {
  const document = workflow([prompt("a"), llm("b")], [wire("a.text", "b.prompt")]);
  workflowStore.getState().load(document);
  render(<Page />);
  await act(() => startRun());
  expect(dialogStore.getState().dialog).toBeNull();
  expect(starts()).toHaveLength(1);
});
