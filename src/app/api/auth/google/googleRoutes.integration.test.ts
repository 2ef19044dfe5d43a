import { beforeEach, expect, it } from "vitest";
import type { NextHandler } from "@/app/api/apiRoute";
import { ask, useServices } from "@/app/api/testServices";
import { testConfig } from "@/lib/auth/testkit/testAuth";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { startSimulator } from "@/simulator/simulator";
import { GET as callback } from "./callback/route";
import { POST as disconnect } from "./disconnect/route";
import { GET as start } from "./start/route";
import { GET as status } from "./status/route";

const origin = "http://localhost:3000";

beforeEach(async () => {
  const simulator = await startSimulator({ port: 0 });
  useServices(await testConfig(simulator.issuer, simulator.env));
  return () => simulator.close();
});

const send = (handler: NextHandler, address: string, site?: string) =>
  ask(handler, address, site === undefined ? {} : { headers: { "sec-fetch-site": site } });

const json = async (answer: Promise<Response>) => (await answer).json();

it("leads from start over Google's page and the callback to an account, and back out", async () => {
  const started = await json(send(start, "/api/auth/google/start?name=Lab"));
  expect(started).toMatchObject({ route: "google", redirectUri: `${origin}/api/auth/google/callback` });
  const back = await approve(started.url, "ada");
  const [first, again] = [await send(callback, back, "cross-site"), await send(callback, back, "cross-site")];
  expect(first.status).toBe(303);
  expect(again.headers.get("location")).toBe(first.headers.get("location"));
  const id = first.headers.get("location")?.replace("/?connected=", "");
  const shown = await json(send(status, "/api/auth/google/status"));
  expect(shown).toMatchObject({ connected: true, configured: true, accounts: [{ id, name: "Lab" }] });
  expect(JSON.stringify(shown)).not.toMatch(/ya29|1\/\//);
  const ended = await json(ask(disconnect, "/api/auth/google/disconnect", { method: "POST", body: {} }));
  expect(ended).toEqual({ disconnected: [id], unconfirmed: [] });
});

it("goes back to the app with the code of a denial or of an unknown state", async () => {
  const started = await json(send(start, "/api/auth/google/start"));
  const denied = await send(callback, await approve(started.url, "ada", "deny"));
  expect(denied.headers.get("location")).toBe("/?connectError=access_denied");
  const unknown = await send(callback, "/api/auth/google/callback?state=made-up&code=x");
  expect(unknown.headers.get("location")).toBe("/?connectError=state_mismatch");
});

it("is not started from another site", async () => {
  expect((await send(start, "/api/auth/google/start", "cross-site")).status).toBe(403);
});
