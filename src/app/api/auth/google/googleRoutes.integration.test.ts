import { beforeEach, expect, it } from "vitest";
import { testConfig } from "@/lib/auth/testAuth";
import { approve } from "@/lib/auth/testBrowser";
import { createServices } from "@/lib/server";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { GET as callback } from "./callback/route";
import { POST as disconnect } from "./disconnect/route";
import { GET as start } from "./start/route";
import { GET as status } from "./status/route";

const origin = "http://localhost:3000";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ port: 0 });
  const services = createServices(await testConfig(simulator.issuer, simulator.env));
  const holder = globalThis as { [key: symbol]: unknown };
  holder[Symbol.for("patchbay.services")] = services;
  return async () => {
    delete holder[Symbol.for("patchbay.services")];
    await services.auth.close();
    await simulator.close();
  };
});

function send(handler: typeof start, address: string, init: { method?: string; body?: string; site?: string } = {}) {
  const { site, ...rest } = init;
  const headers = {
    host: "localhost:3000",
    ...(rest.body === undefined ? {} : { "content-type": "application/json" }),
    ...(site === undefined ? {} : { "sec-fetch-site": site }),
  };
  return handler(new Request(new URL(address, origin), { ...rest, headers }), { params: Promise.resolve({}) });
}

const json = async (answer: Promise<Response>) => (await answer).json();

it("leads from start over Google's page and the callback to an account, and back out", async () => {
  const started = await json(send(start, "/api/auth/google/start?name=Lab"));
  expect(started).toMatchObject({ route: "google", redirectUri: `${origin}/api/auth/google/callback` });
  const back = await approve(started.url, "ada");
  const [first, again] = [
    await send(callback, back, { site: "cross-site" }),
    await send(callback, back, { site: "cross-site" }),
  ];
  expect(first.status).toBe(303);
  expect(again.headers.get("location")).toBe(first.headers.get("location"));
  const id = first.headers.get("location")?.replace("/?connected=", "");
  const shown = await json(send(status, "/api/auth/google/status"));
  expect(shown).toMatchObject({ connected: true, configured: true, accounts: [{ id, name: "Lab" }] });
  expect(JSON.stringify(shown)).not.toMatch(/ya29|1\/\//);
  const ended = await json(send(disconnect, "/api/auth/google/disconnect", { method: "POST", body: "{}" }));
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
  expect((await send(start, "/api/auth/google/start", { site: "cross-site" })).status).toBe(403);
});
