import type { PersonId } from "@/simulator/people";
import { createBrowser } from "@/simulator/testkit/browser";
import type { AccountRoute, AccountView } from "@/types/providers";

import type { TestApp } from "./app";

/** One call of the app's API as a script would make it; fails on anything but success. */
export async function callApi<T = unknown>(app: TestApp, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${app.url}${path}`, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  // The shape is that of docs/api.md; the tests look at what they need of it.
  // What was deleted has nothing to say.
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Signs somebody in without a screen, for tests whose subject is something else. On route siwc with plan use. */
export async function connectAccount(
  app: TestApp,
  person: PersonId = "ada",
  { name, route = "codex" }: { name?: string; route?: AccountRoute } = {},
): Promise<AccountView> {
  // Without this, plan sharing goes back to the account of the test before.
  const another = route === "siwc" ? "&another=1" : "";
  const { url } = await callApi<{ url: string }>(app, "GET", `/api/auth/openai/start?route=${route}${another}`);
  const callback = await createBrowser().signIn(url, person, "approve", route === "siwc" ? { plan_use: "on" } : {});
  const exchanged = { url: callback.href };
  const { account } = await callApi<{ account: AccountView }>(app, "POST", "/api/auth/openai/exchange", exchanged);
  if (name !== undefined) await callApi(app, "PATCH", `/api/accounts/${account.id}`, { name });
  return account;
}
