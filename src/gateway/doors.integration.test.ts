import { globSync } from "node:fs";
import { dirname, relative } from "node:path";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { useServices as provide } from "@/app/api/testServices";
import { createAccessKeys } from "@/lib/access/accessKeys";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { llm } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import { proxy } from "@/proxy";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { type AccessScope, accessScopes } from "@/types/access";
import type { Asked } from "./doorServer";
import { echo, type House, type Kind, keysTold, kinds, openHouse } from "./doorsHouse";

/** Who comes in where: keys × scopes × doors × Host × Origin, against a server process as it answers anybody. */

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
});
afterAll(() => simulator.close());

/** What the contract says of an address: the scope that opens it by key, or that it is open to all. */
function ruleOf({ method, path }: Pick<Asked, "method" | "path">): AccessScope | "all" | "people" {
  if (/^\/v1\//.test(path)) return "v1";
  if (path === "/mcp") return "mcp";
  if (method === "POST" && /^\/api\/hooks\/[^/]+$/.test(path)) return "hooks";
  if (/^\/api\/(?:runs|assets)(?:\/|$)/.test(path)) return "runs";
  if (method === "GET" && /^\/api\/workflows(?:\/|$)/.test(path)) return "runs";
  if (/^\/api\/health(?:\/|$)/.test(path) || /^\/api\/pages\/[^/]+\/session$/.test(path)) return "all";
  return /^\/api\/session(?:\/oidc\/.*)?$/.test(path) ? "all" : "people";
}

/** Bodies are such that nothing comes of them: it is who comes in that is looked at. */
function doorsOf(hook: string): Asked[] {
  const lines = `
    GET /v1/models, GET /v1/models/workflow/w1, POST /v1/responses, POST /v1/chat/completions, POST /v1/embeddings,
    POST /mcp, POST /api/hooks/${hook},
    GET /api/runs, POST /api/runs, GET /api/runs/none, DELETE /api/runs/none, POST /api/runs/none/cancel,
    POST /api/runs/none/resume, GET /api/runs/none/events, POST /api/runs/preflight,
    GET /api/workflows, GET /api/workflows/w1, POST /api/workflows, PUT /api/workflows/w1, DELETE /api/workflows/none,
    POST /api/workflows/w1/links, GET /api/workflows/w1/versions, POST /api/assets, GET /api/assets/${"a".repeat(64)},
    GET /api/access-keys, POST /api/access-keys, DELETE /api/access-keys/none, GET /api/settings, PUT /api/settings,
    POST /api/llm, POST /api/images, POST /api/drafts, GET /api/models?provider=openai, GET /api/keys,
    PUT /api/keys/openai, GET /api/accounts, GET /api/auth/openai/status, GET /api/servers, GET /api/triggers,
    POST /api/triggers, GET /api/night-shift, GET /api/activity, GET /api/pages/w1, POST /api/pages/w1/runs,
    GET /api/health, GET /api/session`;
  return lines
    .trim()
    .split(/,\s+/)
    .map((line) => {
      const [method = "", path = ""] = line.split(" ");
      return { method, path, ...(method === "POST" || method === "PUT" ? { body: {} } : {}) };
    });
}

interface Credential {
  name: string;
  headers: Record<string, string>;
  /** The scopes that it has; absent where it is refused wherever a key counts. */
  scopes?: readonly AccessScope[];
  isSession?: boolean;
}

async function credentialsOf(house: House, kind: Kind): Promise<Credential[]> {
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  const past = Date.parse("2020-01-01T00:00:00.000Z");
  const earlier = createAccessKeys({ texts: house.texts, now: () => past, reportBug: () => undefined });
  const expiring = { name: "Old", scopes: [...accessScopes], expiresAt: "2020-01-02T00:00:00.000Z" };
  const expired = await earlier.create(expiring, house.person?.id);
  const revoked = await house.services.accessKeys.create({ name: "Gone", scopes: [...accessScopes] }, house.person?.id);
  await house.services.accessKeys.revoke(revoked.id);
  house.made.push(expired.key, revoked.key);
  const all = await house.keyOf([...accessScopes]);
  const scoped = await Promise.all(
    accessScopes.map(async (scope) => ({
      ...{ name: `key for ${scope}`, headers: bearer(await house.keyOf([scope])), scopes: [scope] },
    })),
  );
  const refused = {
    "wrong key": `pb_${"A".repeat(43)}`,
    "cut key": all.slice(0, -1),
    "longer key": `${all}x`,
    "revoked key": revoked.key,
    "expired key": expired.key,
    ...(kind === "people" ? await keysOfNobody(house) : {}),
  };
  return [
    { name: "nothing", headers: {}, isSession: kind === "alone" },
    { name: "session", headers: house.session, isSession: true },
    { name: "key for all", headers: bearer(all), scopes: accessScopes },
    { name: "key for v1 beside a session", headers: { ...house.session, ...bearer(all) }, scopes: accessScopes },
    ...scoped,
    ...Object.entries(refused).map(([name, key]) => ({ name, headers: bearer(key) })),
  ];
}

/** Of somebody who is switched off, and of nobody by name. */
async function keysOfNobody({ add, keyOf, services }: House): Promise<Record<string, string>> {
  const dora = await add("dora", "editor");
  const hers = await keyOf([...accessScopes], dora.id);
  await services.people?.persons.change(dora.id, { disabled: true });
  const { key } = await services.accessKeys.create({ name: "Nobody", scopes: [...accessScopes] });
  return { "key of somebody switched off": hers, "key of nobody": key };
}

function mayCome(door: Asked, { scopes, isSession = false, headers }: Credential): boolean {
  const rule = ruleOf(door);
  if (rule === "all") return true;
  const hasKey = "authorization" in headers;
  if (rule === "people") return isSession && !hasKey;
  if (scopes?.includes(rule)) return true;
  // Where people come in too, a session opens it; a key that is sent decides alone.
  return rule === "runs" && isSession && !hasKey;
}

const refusals = new Set([401, 403, 429]);

async function tryAll(
  { server }: House,
  doors: readonly Asked[],
  credentials: readonly Credential[],
  { headers, isForeign }: { headers: Record<string, string>; isForeign: boolean },
): Promise<string[]> {
  const wrong: string[] = [];
  for (const door of doors) {
    for (const credential of credentials) {
      const { status, body } = await server.ask({ ...door, headers: { ...headers, ...credential.headers } });
      const may = !isForeign && mayCome(door, credential);
      if (refusals.has(status) === may || status >= 500) {
        wrong.push(`${door.method} ${door.path} with ${credential.name}: ${status} ${body.slice(0, 100)}`);
      }
    }
  }
  return wrong;
}

describe.each(kinds)("where one is let in by: %s", (kind) => {
  it("no door opens that should not, by key, scope, Host and Origin, and no key is told anywhere", async () => {
    const house = await openHouse(kind, simulator.env);
    const { port } = house.server;
    const own = `localhost:${port}`;
    const body = { kind: "hook", workflowId: "w1" };
    const made = await house.server.ask({
      method: "POST",
      path: "/api/triggers",
      headers: { host: own, ...house.session },
      body,
    });
    const doors = doorsOf(JSON.parse(made.body).id);
    const credentials = await credentialsOf(house, kind);
    const some = credentials.filter(({ name }) => ["nothing", "session", "key for all"].includes(name));
    const fitting: Record<string, string>[] = [{ host: own }, { host: `127.0.0.1:${port}`, origin: `http://${own}` }];
    for (const headers of fitting) {
      expect(await tryAll(house, doors, credentials, { headers, isForeign: false })).toEqual([]);
    }
    const foreign: Record<string, string>[] = [
      { host: "evil.example" },
      { host: `localhost.evil.example:${port}` },
      { host: `localhost:${port + 1}` },
      { host: own, origin: "https://evil.example" },
      { host: own, origin: "null" },
      { host: own, "sec-fetch-site": "cross-site" },
    ];
    for (const headers of foreign) {
      const wrong = await tryAll(house, doors, some, { headers, isForeign: true });
      expect(wrong, JSON.stringify(headers)).toEqual([]);
    }
    expect(await keysTold(house)).toEqual([]);
  }, 180_000);
});

it("a key with all scopes opens no other route of the API, whatever the method", async () => {
  const house = await openHouse("alone", simulator.env);
  const host = `localhost:${house.server.port}`;
  const authorization = `Bearer ${await house.keyOf([...accessScopes])}`;
  const wrong: string[] = [];
  const app = "src/app";
  const files = globSync(`${app}/api/**/route.ts`).filter((file) => !file.includes("[[...path]]"));
  expect(files.length).toBeGreaterThan(50);
  for (const file of files.toSorted()) {
    const path = `/${relative(app, dirname(file)).replaceAll(/\[\w+\]/g, "none")}`;
    const { headers } = await house.server.ask({ method: "OPTIONS", path, headers: { host } });
    const methods = String(headers.allow ?? "GET, POST, PUT, PATCH, DELETE").split(", ");
    for (const method of methods.filter((one) => one !== "OPTIONS" && one !== "HEAD")) {
      const door = { method, path, ...(method === "GET" || method === "DELETE" ? {} : { body: {} }) };
      const { status } = await house.server.ask({ ...door, headers: { host, authorization } });
      const may = ruleOf(door) !== "people";
      if ((status !== 401 && status !== 403) !== may) wrong.push(`${method} ${path}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});

/** Pages are for people: a key opens none, and hinders none. */
it.each(kinds)("pages open to people alone where one is let in by: %s", async (kind) => {
  const house = await openHouse(kind, simulator.env);
  const { storage } = provide(house.config);
  onTestFinished(() => (kind === "people" ? storage.close() : undefined));
  const key = await house.keyOf([...accessScopes]);
  const host = `localhost:${house.server.port}`;
  const show = async (path: string, headers: Record<string, string>) => {
    const url = `http://${headers.host}${path}`;
    const answered = await proxy(new NextRequest(url, { headers }));
    if (answered.headers.has("x-middleware-next")) return "shown";
    return answered.status === 403 ? "refused" : "to the sign-in";
  };
  const without = kind === "alone" ? "shown" : "to the sign-in";
  expect(await show("/", { host })).toBe(without);
  expect(await show("/", { host, authorization: `Bearer ${key}` })).toBe(without);
  expect(await show("/", { host, ...house.session })).toBe("shown");
  expect(await show("/login", { host })).toBe("shown");
  expect(await show("/", { host: "evil.example", ...house.session })).toBe("refused");
});

describe("a key that names who may pay", () => {
  it("is offered nothing else, asks nobody else and runs on nobody else", async () => {
    const house = await openHouse("alone", simulator.env);
    const paid = workflowOf(
      [...echo.nodes, llm("m", { provider: "openai", model: "gpt-5.5" })],
      ["p.text>m.prompt", "m.text>o.value"],
      "w2",
    );
    await house.services.workflows.create(paid);
    const key = await house.keyOf(["v1", "runs"], undefined, ["anthropic"]);
    const headers = { host: `localhost:${house.server.port}`, authorization: `Bearer ${key}` };
    const ask = (method: string, path: string, body?: unknown) => house.server.ask({ method, path, headers, body });
    const { data } = JSON.parse((await ask("GET", "/v1/models")).body);
    const owners = new Set(data.map(({ owned_by }: { owned_by: string }) => owned_by));
    expect(owners).toEqual(new Set(["anthropic", "patchbay"]));
    const messages = [{ role: "user", content: "hi" }];
    const statusOf = async (model: string) =>
      (await ask("POST", "/v1/chat/completions", { model, messages, max_tokens: 64 })).status;
    expect(await statusOf("anthropic/claude-sonnet-5-5")).toBe(200);
    expect(await statusOf("openai/gpt-5.5")).toBe(403);
    expect(await statusOf("workflow/w1")).toBe(200);
    expect(await statusOf("workflow/w2")).toBe(403);
    const started = JSON.parse((await ask("POST", "/api/runs", { workflowId: "w2", inputs: { prompt: "hi" } })).body);
    const events = (await ask("GET", started.events)).body;
    expect(events).toContain("not_allowed");
    expect(events).toContain('"status":"failed"');
    expect(simulator.requests.filter(({ path }) => path === "/v1/responses")).toEqual([]);
    expect(await keysTold(house)).toEqual([]);
  });
});

describe("a key of somebody else", () => {
  it("spends no account of another person, and stops no run of theirs", async () => {
    const house = await openHouse("people", simulator.env);
    const { services, person: ada } = house;
    const ben = await house.add("ben", "editor");
    const hers = services.of(ada ?? expect.unreachable("she has a name"));
    const { url } = await hers.auth.start({ route: "codex", origin: "http://patchbay.example:3000" });
    const account = await hers.auth.exchange({ url: await approve(url, "ada") });
    const { id: run } = await hers.runs.start(echo, { inputs: { prompt: "hers" } });
    const headers = (key: string) => ({ host: `localhost:${house.server.port}`, authorization: `Bearer ${key}` });
    const [adas, bens] = [await house.keyOf(["v1", "runs"]), await house.keyOf(["v1", "runs"], ben.id)];
    const ask = (key: string, method: string, path: string, body?: unknown, more = {}) =>
      house.server.ask({ method, path, headers: { ...headers(key), ...more }, body });
    const call = { model: "openai-auth/gpt-6.2-sol", input: "hi" };
    expect((await ask(adas, "POST", "/v1/responses", call)).status).toBe(200);
    expect((await ask(adas, "GET", "/v1/models")).body).toContain("openai-auth/");
    expect((await ask(bens, "GET", "/v1/models")).body).not.toContain("openai-auth/");
    expect((await ask(bens, "POST", "/v1/responses", call)).status).toBe(401);
    const named = { ...call, model: `openai-auth/${account.id}/gpt-6.2-sol` };
    expect((await ask(bens, "POST", "/v1/responses", named)).status).toBe(401);
    const chosen = { "x-patchbay-account": account.id };
    expect((await ask(bens, "POST", "/v1/responses", { ...call, model: "gpt-6.2-sol" }, chosen)).status).toBe(403);
    for (const path of [`/api/runs/${run}/cancel`, `/api/runs/${run}/resume`]) {
      expect((await ask(bens, "POST", path, {})).status).toBe(403);
    }
    expect((await ask(bens, "DELETE", `/api/runs/${run}`)).status).toBe(403);
    expect(await keysTold(house)).toEqual([]);
  });
});
