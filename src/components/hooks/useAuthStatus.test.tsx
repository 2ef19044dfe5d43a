import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { accountView, authStatus, serve, stopServing } from "@/components/testServer";
import type { AuthStatus } from "@/types/providers";
import type { ServerView } from "@/types/servers";
import { useAuthStatus, useAuthStatusPolling } from "./useAuthStatus";
import { toRunnable } from "./useRunnable";

function Names() {
  const { status } = useAuthStatus();
  return <p>{status?.accounts.map((account) => account.name).join() || "nobody"}</p>;
}

function Page() {
  useAuthStatusPolling();
  return (
    <>
      <Names />
      <Names />
    </>
  );
}

function show(initial: AuthStatus) {
  const server = { status: initial };
  const seen = serve({ "GET /api/auth/openai/status": () => server.status });
  render(<Page />);
  return { server, seen };
}

const waiting = authStatus({
  pending: [
    {
      state: "s",
      route: "codex",
      status: "waiting",
      createdAt: "2026-01-01T00:00:00.000Z",
      expiresAt: "2026-01-01T00:10:00.000Z",
    },
  ],
});

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  cleanup();
  vi.useRealTimers();
  await stopServing();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

describe("the sign-in status", () => {
  it("is asked once for all who show it, and seldom while nothing is pending", async () => {
    const { seen } = show(authStatus());
    await pass(10_000);
    expect(seen).toHaveLength(1);
    await pass(10_000);
    expect(seen).toHaveLength(2);
  });

  it("is asked every second or two while a sign-in is pending, and turns everywhere at once", async () => {
    const { server, seen } = show(waiting);
    await pass(6_500);
    expect(seen.length).toBeGreaterThanOrEqual(4);
    server.status = authStatus({ connected: true, accounts: [accountView({ name: "Studio" })] });
    await pass(2_000);
    expect(screen.getAllByText("Studio")).toHaveLength(2);
  });
});

describe("what can run", () => {
  it("counts accounts that are signed in, limited ones too, and keys from anywhere", () => {
    const accounts = [
      accountView({ id: "a", status: "limited" }),
      accountView({ id: "b", status: "needs_login" }),
      accountView({ id: "c", status: "disabled" }),
    ];
    const runnable = toRunnable(authStatus({ accounts }), [
      { provider: "openai", source: null },
      { provider: "google", source: "env", lastFour: "9c1d" },
    ]);
    expect(runnable.providers).toEqual(["openai-auth", "google"]);
    expect(runnable.canRun("openai-auth", "a")).toBe(true);
    expect(runnable.canRun("openai-auth", "b")).toBe(false);
    expect(runnable.canRun("openai")).toBe(false);
  });

  it("a server of the person's own can be called by its id, and without one while it is the only one", () => {
    const server = (id: string): ServerView => ({
      ...{
        id,
        name: id,
        baseUrl: "http://localhost:11434/v1",
        source: "stored",
        api: "auto",
        skills: {},
        hasKey: false,
      },
    });
    const one = toRunnable(authStatus(), [], undefined, [server("ollama")]);
    expect(one.providers).toEqual(["compatible"]);
    expect([one.canRun("compatible"), one.canRun("compatible", "ollama")]).toEqual([true, true]);
    expect(one.canRun("compatible", "gone")).toBe(false);
    const two = toRunnable(authStatus(), [], undefined, [server("ollama"), server("vllm")]);
    expect([two.canRun("compatible"), two.canRun("compatible", "vllm")]).toEqual([false, true]);
    expect(toRunnable(authStatus(), [], undefined, []).canRun("compatible")).toBe(false);
  });

  it("is a node that names somebody else's account, on one's own default, where people have names", () => {
    const status = authStatus({
      accounts: [accountView({ id: "mine" })],
      formerAccounts: [{ id: "before", name: "Before" }],
    });
    const named = ["mine", "theirs", "before"];
    const shared = toRunnable(status, [], undefined, [], true);
    expect(named.map((id) => shared.isOthers("openai-auth", id))).toEqual([false, true, false]);
    expect(named.map((id) => shared.canRun("openai-auth", id))).toEqual([true, true, false]);
    const alone = toRunnable(status, []);
    expect(named.map((id) => alone.isOthers("openai-auth", id))).toEqual([false, false, false]);
    expect(alone.canRun("openai-auth", "theirs")).toBe(false);
    expect(toRunnable(authStatus(), [], undefined, [], true).canRun("openai-auth", "theirs")).toBe(false);
  });

  it("is not known before both were asked", () => {
    expect(toRunnable(authStatus(), undefined).isKnown).toBe(false);
    expect(toRunnable(undefined, []).isKnown).toBe(false);
  });
});
