import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { dialogStore } from "@/store/dialogStore";
import type { AccountUsage } from "@/types/limits";
import type { AccountView } from "@/types/providers";
import { AccountChip } from "./AccountChip";
import { accountView, authStatus, serve, stopServing } from "./testServer";

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

const usage: AccountUsage = {
  windows: [
    { label: "5 h", lengthSeconds: 18_000, usedPercent: 62, resetsAt: inDays(0.1) },
    { label: "7 d", lengthSeconds: 604_800, usedPercent: 31, resetsAt: inDays(3) },
  ],
  usableNow: true,
};

function show(accounts: AccountView[], keys: unknown[] = []) {
  serve({
    "GET /api/auth/openai/status": authStatus({ accounts, defaultAccountId: accounts[0]?.id ?? null }),
    "GET /api/keys": { keys },
    "GET /api/accounts/acc_1/usage": usage,
    "GET /api/accounts/acc_2/usage": usage,
  });
  render(<AccountChip />);
}

afterEach(async () => {
  cleanup();
  dialogStore.setState({ dialog: null });
  await stopServing();
});

describe("the account chip", () => {
  it("names the default account, its plan, and the window nearest to its end with its reset", async () => {
    show([accountView({ usage }), accountView({ id: "acc_2", name: "Work" })]);
    const chip = await screen.findByRole("button", { name: /Personal.*Plus.*5 h · 62%.*resets/ });
    expect(within(chip).queryByText(/7 d/)).toBeNull();
  });

  it("says what is wrong instead, when something is", async () => {
    show([accountView({ status: "needs_login", usage })]);
    const chip = await screen.findByRole("button", { name: /Personal/ });
    expect(within(chip).getByText("Sign in again")).toBeTruthy();
    expect(within(chip).queryByText(/62%/)).toBeNull();
  });

  it("opens a list of all accounts, each with its windows, and leads to the one that needs a sign-in", async () => {
    show([accountView({ usage }), accountView({ id: "acc_2", name: "Work", status: "needs_login" })]);
    fireEvent.click(await screen.findByRole("button", { name: /Personal/ }));
    const list = await screen.findByRole("list", { name: "ChatGPT accounts" });
    expect(within(list).getByText("Usable now")).toBeTruthy();
    expect(within(list).getByText(/^31%, resets/)).toBeTruthy();
    fireEvent.click(within(list).getByRole("button", { name: "Reconnect" }));
    expect(dialogStore.getState().dialog).toEqual({ kind: "connect", account: "acc_2" });
  });

  it("offers to connect when nothing is there", async () => {
    show([]);
    fireEvent.click(await screen.findByRole("button", { name: "Connect" }));
    expect(dialogStore.getState().dialog).toEqual({ kind: "connect", account: undefined });
  });
});
