import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { ReactFlow, ReactFlowProvider } from "@xyflow/react";
import { SWRConfig, useSWRConfig } from "swr";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NodeLooks } from "@/components/board/nodeLooks";
import { AUTH_STATUS_KEY } from "@/components/hooks/keys";
import { lookOf } from "@/components/kinds/nodeViews";
import { accountView, authStatus, serve, stopServing } from "@/components/testServer";
import { closeDialog, dialogStore } from "@/store/dialogStore";
import { idleNode, idleRun, type NodeRun } from "@/store/runReducer";
import { createRunStore } from "@/store/runStore";
import { llm, wire, workflow } from "@/store/testWorkflow";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import type { AuthStatus } from "@/types/providers";
import type { RunError, RunEventBody } from "@/types/run";
import { LLMGenerateNode } from "./LLMGenerateNode";

const nodeTypes = { llm: LLMGenerateNode };
const noKeys = {
  keys: [
    { provider: "openai", source: null },
    { provider: "google", source: null },
  ],
};
const model = {
  id: "gpt-test",
  name: "GPT Test",
  input: ["text"],
  supports: {
    ...{ temperature: false, maxTokens: false, jsonSchema: true, webSearch: false, images: false },
    ...{ tools: false, files: false, reasoningSummary: true },
  },
};
const models = {
  provider: "openai-auth",
  source: "live",
  fetchedAt: "2026-11-21T00:00:00.000Z",
  models: [model],
};

/** Each test has a cache of its own; this asks through it again, as the polling of the shell does. */
let askAgain: (key: string) => Promise<unknown> = async () => undefined;
function Asker() {
  askAgain = useSWRConfig().mutate;
  return null;
}

function show(status: AuthStatus, data: Record<string, unknown> = {}) {
  const state = { status };
  serve({ "GET /api/auth/openai/status": () => state.status, "GET /api/keys": noKeys, "GET /api/models": models });
  workflowStore.getState().load(workflow([llm("b", data)]));
  // Nothing is measured here, so React Flow keeps its nodes hidden from the accessibility tree.
  const nodes = [{ id: "b", type: "llm", position: { x: 0, y: 0 }, data: {}, measured: { width: 264, height: 200 } }];
  render(
    <SWRConfig value={{ provider: () => new Map() }}>
      <Asker />
      <ReactFlowProvider>
        <NodeLooks value={lookOf}>
          <ReactFlow nodes={nodes} nodeTypes={nodeTypes} />
        </NodeLooks>
      </ReactFlowProvider>
    </SWRConfig>,
  );
  return state;
}

beforeEach(() => runStore.setState({ run: idleRun, ranGraph: null }));
afterEach(async () => {
  cleanup();
  closeDialog();
  await stopServing();
});

describe("an LLM node", () => {
  it("says that nothing is connected and opens the sign-in from where it stands", async () => {
    show(authStatus({ accounts: [] }));
    expect(await screen.findByText("Not connected")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Connect", hidden: true }));
    expect(dialogStore.getState().dialog).toEqual({ kind: "connect", account: undefined });
  });

  it("turns by itself when an account is connected", async () => {
    const server = show(authStatus({ accounts: [] }));
    await screen.findByText("Not connected");
    server.status = authStatus({ connected: true, accounts: [accountView({ name: "Personal" })] });
    await act(() => askAgain(AUTH_STATUS_KEY));
    expect(await screen.findByText("Personal")).toBeTruthy();
    expect(screen.queryByText("Not connected")).toBeNull();
  });

  it("names its model and account once one is connected", async () => {
    show(authStatus({ accounts: [accountView({ name: "Personal" })] }));
    expect(await screen.findByText("GPT Test")).toBeTruthy();
    expect(screen.getByText("Personal")).toBeTruthy();
    expect(screen.queryByText("Not connected")).toBeNull();
  });

  it("marks a model that is no longer offered and keeps it", async () => {
    show(authStatus({ accounts: [accountView()] }), { model: "gpt-old" });
    expect(await screen.findByText("no longer offered")).toBeTruthy();
    expect(workflowStore.getState().workflow?.nodes[0]?.data.model).toBe("gpt-old");
  });

  it("asks for a key where its provider has none", async () => {
    show(authStatus({ accounts: [accountView()] }), { provider: "google", model: "gemini" });
    fireEvent.click(await screen.findByRole("button", { name: "Add a key", hidden: true }));
    expect(dialogStore.getState().dialog).toEqual({ kind: "setup", tab: "providers" });
  });

  it("shows the words of its answer as they come, and all of them when it breaks off", async () => {
    show(authStatus({ accounts: [accountView()] }));
    const stream = createRunStore((_, __, { onEvents }) => {
      tell = (body) => {
        seq += 1;
        act(() => onEvents([{ ...body, seq, at: "2026-11-21T00:00:00.000Z" }]));
        act(() => runStore.setState({ run: stream.getState().run }));
      };
      return { close: () => undefined };
    });
    let seq = 0;
    let tell: (body: RunEventBody) => void = () => undefined;
    stream.getState().follow({ id: "run_1", status: "running" });
    const answer = () => document.querySelector(".answer-box")?.textContent;
    for (const text of ["One ", "two ", "three"]) tell({ type: "node-delta", node: "b", text });
    expect(answer()).toBe("One two three");
    expect(screen.getByText("Streaming")).toBeTruthy();
    tell({ type: "node-error", node: "b", error: { code: "upstream_interrupted", message: "Broke off" } });
    await waitFor(() => expect(answer()).toContain("One two three"));
    expect(screen.getByText("Broke off")).toBeTruthy();
  });

  it("waits for the node before it while that one is parked", async () => {
    show(authStatus({ accounts: [accountView()] }));
    act(() => {
      workflowStore.getState().load(workflow([llm("a"), llm("b")], [wire("a.text", "b.prompt")]));
      runStore.setState({
        run: { ...idleRun, id: "run_1", status: "parked", nodes: { a: { ...idleNode, status: "parked" } } },
      });
    });
    expect((await screen.findByText(/^Waits for/)).textContent).toBe("Waits for LLM");
  });

  it("shows a failure with its reason and the button that helps", async () => {
    show(authStatus({ accounts: [accountView()] }));
    const error = {
      code: "reauth_required",
      message: "The sign-in has ended.",
      action: "reconnect",
      details: { account: "acc_1" },
    };
    act(() => {
      runStore.setState({ run: { ...idleRun, nodes: { b: { status: "failed", text: "", notices: [], error } } } });
    });
    expect(await screen.findByText("The sign-in has ended.")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Sign in again", hidden: true }));
    expect(dialogStore.getState().dialog).toEqual({ kind: "connect", account: "acc_1" });
  });

  const nothingConnected = {
    code: "auth_required",
    message: "No ChatGPT account is connected.",
    action: "connect",
  } as const;
  const failWith = (error: RunError) =>
    act(() => {
      runStore.setState({ run: { ...idleRun, nodes: { b: { status: "failed", text: "", notices: [], error } } } });
    });

  it("says only once that nothing is connected, before and after a run", async () => {
    show(authStatus({ accounts: [] }));
    await screen.findByText("Not connected");
    failWith(nothingConnected);
    expect(await screen.findByText("Failed")).toBeTruthy();
    expect(screen.queryByText(nothingConnected.message)).toBeNull();
    expect(screen.getAllByRole("button", { name: /^Connect/, hidden: true })).toHaveLength(1);
  });

  it("asks for another run once the missing connection has come", async () => {
    show(authStatus({ connected: true, accounts: [accountView({ name: "Personal" })] }));
    failWith(nothingConnected);
    expect(await screen.findByText(/^Connected since/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Connect ChatGPT", hidden: true })).toBeNull();
  });

  it("shows an answer as markdown when it is complete, as plain text before", async () => {
    show(authStatus({ accounts: [accountView()] }));
    const answer = (status: "streaming" | "done") =>
      act(() => {
        runStore.setState({ run: { ...idleRun, nodes: { b: { status, text: "**bold**", notices: [] } } } });
      });
    answer("streaming");
    expect(await screen.findByText("**bold**")).toBeTruthy();
    answer("done");
    expect((await screen.findByText("bold")).tagName).toBe("STRONG");
  });

  it("indents an answer that is JSON", async () => {
    show(authStatus({ accounts: [accountView()] }));
    const run: NodeRun = { status: "done", text: '{"a":1}', output: { json: { a: 1 } }, notices: [] };
    act(() => runStore.setState({ run: { ...idleRun, nodes: { b: run } } }));
    expect((await screen.findByText(/"a"/)).textContent).toBe('{\n  "a": 1\n}');
  });

  it("says that its result is out of date after a change, until that is undone", async () => {
    show(authStatus({ accounts: [accountView()] }), { model: "gpt-test" });
    const { workflow: ranGraph } = workflowStore.getState();
    act(() => {
      runStore.setState({ run: { ...idleRun, nodes: { b: { status: "done", text: "x", notices: [] } } }, ranGraph });
    });
    expect(await screen.findByText("Done")).toBeTruthy();
    act(() => workflowStore.getState().updateNodeData("b", { system: "Be brief." }));
    expect(await screen.findByText("Out of date")).toBeTruthy();
    expect(screen.queryByText("Done")).toBeNull();
    act(() => workflowStore.getState().undo());
    expect(await screen.findByText("Done")).toBeTruthy();
  });
});
