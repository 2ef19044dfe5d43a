import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { accountView, authStatus, serve, stopServing } from "@/components/testServer";
import { dialogStore } from "@/store/dialogStore";
import { idleRun } from "@/store/runReducer";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import type { AccountView } from "@/types/providers";
import { ConnectHint } from "./ConnectHint";
import { type LlmData, useLlmNode } from "./useLlmNode";
import { WaitsForPlace } from "./WaitsForPlace";

const data: LlmData = { provider: "openai-auth", model: "gpt-6-luna", account: "acc_1" };

function Hint() {
  const view = useLlmNode(data);
  return (
    <>
      <p>{view.connection}</p>
      <ConnectHint view={view} nodeId="node_1" />
    </>
  );
}

function show(change: Partial<AccountView>) {
  const formerAccounts = [{ id: "acc_1", name: "Work" }];
  serve({
    "GET /api/auth/openai/status": authStatus({
      accounts: [accountView(change)],
      defaultAccountId: "acc_1",
      formerAccounts,
    }),
    "GET /api/keys": { keys: [] },
    "GET /api/models": { provider: "openai-auth", source: "live", fetchedAt: new Date().toISOString(), models: [] },
  });
  render(<Hint />);
}

afterEach(async () => {
  cleanup();
  dialogStore.setState({ dialog: null });
  runStore.getState().clear();
  await stopServing();
});

describe("a node and its account", () => {
  it("asks for nothing while the account can be used, also when its plan is at its limit", async () => {
    show({ status: "limited" });
    expect(await screen.findByText("ready")).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("leads to the sign-in of the very account that needs one", async () => {
    show({ status: "needs_login" });
    (await screen.findByRole("button", { name: "Reconnect" })).click();
    expect(screen.getByText("The sign-in of Personal has ended. Sign in again to go on.")).toBeTruthy();
    expect(dialogStore.getState().dialog).toEqual({ kind: "connect", account: "acc_1" });
  });

  it("leads to consent where the plan may not be used", async () => {
    show({ route: "siwc", planUse: false });
    (await screen.findByRole("button", { name: "Turn on plan use" })).click();
    expect(dialogStore.getState().dialog).toEqual({ kind: "connect", account: "acc_1" });
  });

  it("leads to the providers for an account that was switched off", async () => {
    show({ status: "disabled" });
    (await screen.findByRole("button", { name: "Open providers" })).click();
    expect(dialogStore.getState().dialog).toEqual({ kind: "setup", tab: "providers" });
  });

  it("leads to its settings, and not to a sign-in, when the account it names was disconnected", async () => {
    show({ id: "acc_2" });
    (await screen.findByRole("button", { name: "Choose another payer" })).click();
    expect(screen.getByText("“Work”, which this runs on, is no longer connected. Choose who else pays.")).toBeTruthy();
    expect(workflowStore.getState().selection.nodes).toEqual(["node_1"]);
    expect(dialogStore.getState().dialog).toBeNull();
  });
});

describe("a node that waits for a free place", () => {
  const waits = (account?: AccountView) =>
    render(<WaitsForPlace account={account} payer="acc_1" of="calls" />).container;

  it("says how many places are taken, where that is known", () => {
    serve({ "GET /api/activity": { runs: [], places: [] } });
    const { textContent } = waits(accountView({ queue: { running: 2, waiting: 1, limit: 3 } }));
    expect(textContent).toBe("Waiting for a free place (2 of 3 running)");
    cleanup();
    expect(waits().textContent).toBe("Waiting for a free place");
  });

  it("names the workflows that have the places, without its own run and those that only wait", async () => {
    const holder = { running: 1, waiting: 0 };
    const holders = [
      { ...holder, run: "own", workflowName: "Here" },
      { ...holder, run: "r2", workflowName: "Letters", running: 2 },
      { ...holder, run: "r3", workflowName: "Patience", running: 0, waiting: 9 },
      holder,
    ];
    const payer = { kind: "account", id: "acc_1", provider: "openai-auth", name: "Work" };
    const places = { payer, running: 3, waiting: 9, limit: 3, holders };
    const others = { ...places, payer: { ...payer, id: "acc_2" } };
    serve({
      "GET /api/activity": {
        runs: [],
        places: [
          { ...others, of: "calls" },
          { ...places, of: "images", running: 1 },
          { ...places, of: "calls" },
        ],
      },
    });
    runStore.setState({ run: { ...idleRun, id: "own" } });
    const container = waits();
    await screen.findByText("Taken by Letters (2) and Calls of no run (1)");
    expect(container.textContent).toContain("(3 of 3 running)");
  });
});
