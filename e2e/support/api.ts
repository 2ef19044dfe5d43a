import type { PersonId } from "@/simulator/people";
import { createBrowser } from "@/simulator/testkit/browser";

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
  return (await response.json()) as T;
}

/** Signs somebody in without a screen, for tests whose subject is something else. */
export async function connectAccount(app: TestApp, person: PersonId = "ada"): Promise<void> {
  const { url } = await callApi<{ url: string }>(app, "GET", "/api/auth/openai/start");
  const callback = await createBrowser().signIn(url, person);
  await callApi(app, "POST", "/api/auth/openai/exchange", { url: callback.href });
}
