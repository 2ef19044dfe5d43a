import { render } from "@testing-library/react";
import { vi } from "vitest";
import { useAuthStatusPolling } from "@/components/hooks/useAuthStatus";
import { authStatus, failure, type SeenRequest, serve } from "@/components/testServer";
import type { AccountRoute, AuthStatus, PendingSignInView } from "@/types/providers";
import { ConnectDialog } from "./ConnectDialog";

const inTenMinutes = () => new Date(Date.now() + 600_000).toISOString();

export function startAnswer(route: AccountRoute, change: Record<string, unknown> = {}) {
  return {
    url: `https://auth.example.com/${route}/authorize`,
    state: `state-${route}`,
    attempt: "attempt-1",
    route,
    redirectUri: "http://localhost:1455/auth/callback",
    expiresAt: inTenMinutes(),
    listener: "listening",
    ...change,
  };
}

/** Answers both routes alike, but for what belongs to the route. */
export function starts(change: Record<string, unknown> = {}) {
  return ({ path }: SeenRequest) => startAnswer(path.includes("route=siwc") ? "siwc" : "codex", change);
}

const deviceAnswer = () => ({
  id: "device-1",
  attempt: "attempt-1",
  userCode: "ABCD-12345",
  verificationUrl: "https://auth.example.com/codex/device",
  expiresAt: inTenMinutes(),
});

export function pending(change: Partial<PendingSignInView> = {}): PendingSignInView {
  return {
    state: "state-codex",
    attempt: "attempt-1",
    method: "browser",
    route: "codex",
    status: "waiting",
    createdAt: new Date().toISOString(),
    expiresAt: inTenMinutes(),
    ...change,
  };
}

function Polled({ account, onClose }: { account?: string; onClose: () => void }) {
  useAuthStatusPolling();
  return <ConnectDialog account={account} onClose={onClose} />;
}

/** The dialog over a server whose status the test can change. */
export function openDialog(
  routes: Record<string, unknown> = {},
  { account, status }: { account?: string; status?: AuthStatus } = {},
) {
  const server = { status: status ?? authStatus(), isAway: false };
  const seen = serve({
    "GET /api/auth/openai/status": () =>
      server.isAway ? failure(503, "upstream_unavailable", "The server is away.") : server.status,
    "GET /api/auth/openai/start": (request: SeenRequest) => {
      if (server.status.pending.length === 0) server.status = { ...server.status, pending: [pending()] };
      return starts()(request);
    },
    "POST /api/auth/openai/device": deviceAnswer,
    ...routes,
  });
  const onClose = vi.fn();
  render(<Polled account={account} onClose={onClose} />);
  return { server, seen, onClose };
}

/** What was asked at addresses that contain all of these. */
export const asked = (seen: SeenRequest[], ...parts: string[]) =>
  seen.filter(({ path }) => parts.every((part) => path.includes(part)));
