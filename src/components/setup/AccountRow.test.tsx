import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { accountView, authStatus, serve, stopServing } from "@/components/testServer";
import type { AccountUsage } from "@/types/limits";
import type { AccountView } from "@/types/providers";
import { AccountRow } from "./AccountRow";

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

const usage: AccountUsage = {
  windows: [
    { label: "5 h", lengthSeconds: 18_000, usedPercent: 18, resetsAt: inDays(2) },
    { label: "7 d", lengthSeconds: 604_800, usedPercent: 100, resetsAt: inDays(3) },
  ],
  usableNow: false,
  blockedBy: "the 7 d window, until 2026-11-25 09:00 UTC",
  blockedUntil: inDays(3),
};

function show(change: Partial<AccountView>, routes: Record<string, unknown> = {}) {
  const account = accountView(change);
  const seen = serve({
    "GET /api/auth/openai/status": authStatus({ accounts: [account] }),
    "GET /api/accounts/acc_1/usage": account.usage ?? { windows: [], usableNow: true },
    "PATCH /api/accounts/acc_1": account,
    "POST /api/accounts/acc_1/validate": account,
    ...routes,
  });
  const onReconnect = vi.fn();
  render(
    <ul>
      <AccountRow account={account} isDefault={false} isOnly={false} onReconnect={onReconnect} />
    </ul>,
  );
  const details = () => fireEvent.click(screen.getByRole("button", { name: "Details of Personal" }));
  const changes = () => seen.filter(({ method }) => method === "PATCH").map(({ body }) => body);
  return { seen, onReconnect, details, changes };
}

afterEach(async () => {
  cleanup();
  await stopServing();
});

describe("the row of an account", () => {
  it("says plan, address, way, payer, and that it can be used", () => {
    show({});
    expect(screen.getByText("Plus · a••@example.com")).toBeTruthy();
    expect(screen.getByText("Connected")).toBeTruthy();
    expect(screen.getByText("Usable now · Codex sign-in, plan pays")).toBeTruthy();
  });

  it("says in one line what blocks it until when, and marks the window", () => {
    show({ status: "limited", usage });
    expect(screen.getByText(/^Blocked by the 7 d window until .*\d\d:\d\d$/)).toBeTruthy();
    expect(screen.getByText(/^18%, resets /)).toBeTruthy();
    expect(screen.getByText(/^blocked until /)).toBeTruthy();
  });

  it("leads with Reconnect and the reason when the sign-in has ended", () => {
    const lastError = { code: "reauth_required", message: "Its sign-in was used by another program.", at: inDays(-1) };
    const { onReconnect } = show({ status: "needs_login", lastError });
    expect(screen.getByText(lastError.message)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Reconnect" }));
    expect(onReconnect).toHaveBeenCalledOnce();
  });

  it("says that plan use is off, and how to turn it on", () => {
    const { onReconnect } = show({ route: "siwc", planUse: false });
    expect(screen.getByText("Not usable: plan use is off at ChatGPT")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Turn on plan use" }));
    expect(onReconnect).toHaveBeenCalledOnce();
  });

  it("links to the usage that only ChatGPT can show", () => {
    const { seen } = show({ route: "siwc", planUse: true, manageUsageUrl: "https://chatgpt.com/settings/usage" });
    expect(screen.getByRole("link", { name: "Manage usage" }).getAttribute("href")).toContain("chatgpt.com");
    expect(seen.some(({ path }) => path.endsWith("/usage"))).toBe(false);
  });

  it("takes a new name when the field is left, and none with Escape", async () => {
    const { changes } = show({});
    const name = screen.getByLabelText("Name of Personal") as HTMLInputElement;
    fireEvent.change(name, { target: { value: "Home" } });
    fireEvent.keyDown(name, { key: "Escape" });
    fireEvent.blur(name);
    expect(name.value).toBe("Personal");
    fireEvent.change(name, { target: { value: " Home " } });
    fireEvent.blur(name);
    await waitFor(() => expect(changes()).toEqual([{ name: "Home" }]));
  });

  it("makes default, switches off and checks from the details", async () => {
    const { seen, details, changes } = show({});
    details();
    fireEvent.click(screen.getByRole("button", { name: "Make default" }));
    await waitFor(() => expect(changes()).toEqual([{ default: true }]));
    fireEvent.click(screen.getByRole("button", { name: "Switch off" }));
    await waitFor(() => expect(changes().at(-1)).toEqual({ disabled: true }));
    fireEvent.click(screen.getByRole("button", { name: "Check now" }));
    await waitFor(() => expect(seen.some(({ path }) => path === "/api/accounts/acc_1/validate")).toBe(true));
  });

  it("tells credits, queue and health in the details", () => {
    const { details } = show({
      usage: { windows: [], usableNow: true, credits: { hasCredits: true, unlimited: false, balance: "12.50" } },
      queue: { running: 2, waiting: 1, limit: 3 },
      health: { level: "fair", score: 80, reason: "1 of the last 5 calls failed." },
    });
    details();
    expect(screen.getByText("12.50")).toBeTruthy();
    expect(screen.getByText("2 of 3 running, 1 waiting")).toBeTruthy();
    expect(screen.getByText("1 of the last 5 calls failed.")).toBeTruthy();
  });

  it("lets a shared plan be used in the background only by the person's word", async () => {
    const { details, changes } = show({ route: "siwc", planUse: true, backgroundConsent: false });
    details();
    fireEvent.click(screen.getByRole("switch", { name: /while nobody watches/ }));
    await waitFor(() => expect(changes()).toEqual([{ backgroundConsent: true }]));
  });

  it("refuses a proxy that is none without asking the server, and sends one that is", async () => {
    const { details, changes } = show({});
    details();
    const field = screen.getByLabelText("Proxy");
    fireEvent.change(field, { target: { value: "socks5://proxy.example" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText(/Enter an http or https address/)).toBeTruthy();
    expect(changes()).toEqual([]);
    fireEvent.change(field, { target: { value: "https://ada:pw@proxy.example:8080" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(changes()).toEqual([{ proxyUrl: "https://ada:pw@proxy.example:8080" }]));
    await waitFor(() => expect((field as HTMLInputElement).value).toBe(""));
  });

  it("lets who pays be switched where there is a choice, and says why where a key could not be had", () => {
    const { details } = show({ plan: "business", modes: ["chatgpt"], modeReason: "The workspace allows no key." });
    details();
    expect(screen.getByText(/Business plan.*The workspace allows no key/)).toBeTruthy();
    const key = within(screen.getByRole("radiogroup", { name: "Who pays" })).getByRole("radio", { name: "API credit" });
    expect(key.getAttribute("aria-disabled") ?? key.getAttribute("data-disabled")).not.toBeNull();
  });

  it("asks before it disconnects", async () => {
    const { seen } = show({}, { "POST /api/auth/openai/disconnect": { disconnected: ["acc_1"], unconfirmed: [] } });
    fireEvent.click(screen.getByRole("button", { name: "Disconnect" }));
    const dialog = await screen.findByRole("alertdialog");
    fireEvent.click(within(dialog).getByRole("button", { name: "Disconnect" }));
    await waitFor(() =>
      expect(seen.find(({ path }) => path.endsWith("/disconnect"))?.body).toEqual({ account: "acc_1" }),
    );
  });
});
