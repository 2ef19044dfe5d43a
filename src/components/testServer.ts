import { mutate } from "swr";
import { vi } from "vitest";
import type { AccountView, AuthStatus } from "@/types/providers";

export interface SeenRequest {
  method: string;
  path: string;
  body: unknown;
}

type Answer = (request: SeenRequest) => unknown;

/**
 * Stands in for the server: `routes` maps `"GET /api/keys"` (no query) to an answer or to a function that makes one.
 * A `Response` goes out as it is, and a promise is waited for. Returns what was asked, in order.
 */
export function serve(routes: Record<string, unknown>): SeenRequest[] {
  const seen: SeenRequest[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : init.body;
    const request = { method: init.method ?? "GET", path, body };
    seen.push(request);
    const route = routes[`${request.method} ${path.split("?")[0]}`];
    if (route === undefined) return failure(404, "not_found", `no route for ${path}`);
    const answer = await (typeof route === "function" ? (route as Answer)(request) : route);
    return answer instanceof Response ? answer : Response.json(answer);
  });
  return seen;
}

export function failure(status: number, code: string, message: string): Response {
  return Response.json({ error: { code, message } }, { status });
}

export function accountView(change: Partial<AccountView> = {}): AccountView {
  return {
    id: "acc_1",
    name: "Personal",
    route: "codex",
    mode: "chatgpt",
    status: "active",
    email: "a••@example.com",
    plan: "plus",
    idTokenVerified: true,
    missing: [],
    ...change,
  };
}

export function authStatus(change: Partial<AuthStatus> = {}): AuthStatus {
  return { connected: false, configured: true, accounts: [], defaultAccountId: null, pending: [], ...change };
}

/** Forgets what was asked and puts the real `fetch` back. To be called when nothing is mounted any more. */
export async function stopServing(): Promise<void> {
  // "Revalidate" makes SWR forget requests of the last seconds too, which a next test would share.
  await mutate(() => true, undefined, { revalidate: true });
  vi.unstubAllGlobals();
}
