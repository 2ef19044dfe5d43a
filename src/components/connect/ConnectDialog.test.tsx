import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useAuthStatusPolling } from "@/components/hooks/useAuthStatus";
import { accountView, authStatus, failure, serve, stopServing } from "@/components/testServer";
import type { AuthStatus, PendingSignInView } from "@/types/providers";
import { ConnectDialog } from "./ConnectDialog";

const inTenMinutes = () => new Date(Date.now() + 600_000).toISOString();

function startAnswer(listener: "listening" | "busy" | "remote", state = "state-1") {
  return {
    url: `https://auth.example.com/authorize?state=${state}`,
    state,
    route: "codex",
    redirectUri: "http://localhost:1455/auth/callback",
    expiresAt: inTenMinutes(),
    listener,
  };
}

function pending(change: Partial<PendingSignInView>): PendingSignInView {
  return {
    state: "state-1",
    route: "codex",
    status: "waiting",
    createdAt: new Date().toISOString(),
    expiresAt: inTenMinutes(),
    ...change,
  };
}

function Polled({ onClose }: { onClose: () => void }) {
  useAuthStatusPolling();
  return <ConnectDialog onClose={onClose} />;
}

/** The dialog over a server whose status the test can change. */
function open(routes: Record<string, unknown>) {
  const server = { status: authStatus() as AuthStatus };
  const seen = serve({ "GET /api/auth/openai/status": () => server.status, ...routes });
  const onClose = vi.fn();
  render(<Polled onClose={onClose} />);
  return { server, seen, onClose };
}

afterEach(async () => {
  cleanup();
  await stopServing();
});

describe("the sign-in dialog", () => {
  it("offers a real link in a new tab and says that it is listening", async () => {
    open({ "GET /api/auth/openai/start": startAnswer("listening") });
    const link = await screen.findByRole("link", { name: "Continue with ChatGPT" });
    expect(link.getAttribute("href")).toBe("https://auth.example.com/authorize?state=state-1");
    expect(link.getAttribute("target")).toBe("_blank");
    expect(link.getAttribute("rel")).toContain("noopener");
    expect(screen.getByText(/Listening on port 1455 for your return\. (10:00|9:5\d) left/)).toBeTruthy();
    expect(screen.getByText(/Signs in as the Codex client does/)).toBeTruthy();
  });

  it("asks for one attempt only", async () => {
    const { seen } = open({ "GET /api/auth/openai/start": startAnswer("listening") });
    await screen.findByRole("link", { name: "Continue with ChatGPT" });
    expect(seen.filter(({ path }) => path.startsWith("/api/auth/openai/start"))).toHaveLength(1);
  });

  it("says what to do when the ports are taken, and when the browser is on another computer", async () => {
    open({ "GET /api/auth/openai/start": startAnswer("busy") });
    expect(await screen.findByText(/in use by another program/)).toBeTruthy();
    cleanup();
    await stopServing();
    open({ "GET /api/auth/openai/start": startAnswer("remote") });
    expect(await screen.findByText(/runs on another computer/)).toBeTruthy();
  });

  it("turns by itself when the sign-in ends in the other tab", async () => {
    const { server, onClose } = open({ "GET /api/auth/openai/start": startAnswer("listening") });
    server.status = authStatus({ pending: [pending({})] });
    await screen.findByRole("link", { name: "Continue with ChatGPT" });
    server.status = authStatus({
      connected: true,
      accounts: [accountView()],
      pending: [pending({ status: "done", accountId: "acc_1" })],
    });
    expect(await screen.findByText("You are connected", {}, { timeout: 4_000 })).toBeTruthy();
    expect(screen.getByText(/Plus · a••@example.com/)).toBeTruthy();
    screen.getByRole("button", { name: "Done" }).click();
    expect(onClose).toHaveBeenCalled();
  });

  it("shows a denial where the button was, and starts again on request", async () => {
    let attempts = 0;
    const { server } = open({
      "GET /api/auth/openai/start": () => startAnswer("listening", `state-${++attempts}`),
    });
    const error = { code: "access_denied", message: "You declined the sign-in at OpenAI." };
    server.status = authStatus({ pending: [pending({ status: "failed", error })] });
    expect(await screen.findByText("The sign-in was declined", {}, { timeout: 4_000 })).toBeTruthy();
    expect(screen.getByText(error.message)).toBeTruthy();
    screen.getByRole("button", { name: "Start again" }).click();
    const link = await screen.findByRole("link", { name: "Continue with ChatGPT" });
    expect(link.getAttribute("href")).toContain("state-2");
  });

  it("shows why a sign-in could not even start", async () => {
    open({ "GET /api/auth/openai/start": () => failure(502, "egress_blocked", "auth.openai.com answered 403.") });
    expect(await screen.findByText("The network blocked the call")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Start again" })).toBeTruthy();
  });

  it("finishes with a pasted address, and keeps the address when it was refused", async () => {
    let refuse = true;
    const { seen } = open({
      "GET /api/auth/openai/start": startAnswer("remote"),
      "POST /api/auth/openai/exchange": () =>
        refuse
          ? failure(400, "state_mismatch", "This address belongs to another sign-in.")
          : { account: accountView({ name: "Work" }) },
    });
    const field = await screen.findByLabelText("Address of that page");
    fireEvent.change(field, { target: { value: " http://localhost:1455/auth/callback?code=c&state=s " } });
    screen.getByRole("button", { name: "Finish sign-in" }).click();
    expect(await screen.findByText("This address belongs to another sign-in.")).toBeTruthy();
    refuse = false;
    await waitFor(() =>
      expect(screen.getByRole("button", { name: "Finish sign-in" }).hasAttribute("disabled")).toBe(false),
    );
    screen.getByRole("button", { name: "Finish sign-in" }).click();
    expect(await screen.findByText("You are connected")).toBeTruthy();
    expect(seen.findLast(({ method }) => method === "POST")?.body).toEqual({
      url: "http://localhost:1455/auth/callback?code=c&state=s",
    });
  });
});
