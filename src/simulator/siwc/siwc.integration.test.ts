import { createHash, randomBytes } from "node:crypto";
import { decodeJwt } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { PersonId } from "@/simulator/people";
import { startSimulator } from "@/simulator/simulator";
import { createBrowser } from "@/simulator/testkit/browser";
import { readEvents } from "@/simulator/testkit/codexRequest";
import type { Simulator } from "@/simulator/types";

let simulator: Simulator;
const hostId = "urn:uuid:6f1d7a52-7a1c-4c53-9a55-0d5f0a3f2b10";
const redirectUri = "http://127.0.0.1:53211/auth/callback";
const resource = "https://api.openai.com/v1";
const planUse = "chatgpt.tokens.use.direct";

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
});
afterEach(() => simulator.control.reset());
afterAll(() => simulator.close());

function link(change: Record<string, string | undefined> = {}) {
  const verifier = randomBytes(32).toString("base64url");
  const query = {
    client_id: "dynamic_agent_client",
    agent_name_hint: "Test App",
    ext_agent_host_id: hostId,
    response_type: "code",
    redirect_uri: redirectUri,
    scope: `openid profile email offline_access resource.invoke ${planUse}`,
    resource,
    state: "a-state",
    nonce: "a-nonce",
    code_challenge_method: "S256",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    ...change,
  };
  const url = new URL(`${simulator.issuer}/api/accounts/authorize`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return { url: url.href, verifier };
}

function post(path: string, form: Record<string, string>) {
  return fetch(`${simulator.issuer}/api/accounts/oauth/${path}`, { method: "POST", body: new URLSearchParams(form) });
}

async function signIn(person: PersonId, form: Record<string, string> = { plan_use: "on" }, change = {}) {
  const { url, verifier } = link(change);
  const back = await createBrowser().signIn(url, person, "approve", form);
  const clientId = back.searchParams.get("client_id") ?? "";
  const code = back.searchParams.get("code") ?? "";
  const exchange = { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: redirectUri };
  return { back, clientId, exchange: { ...exchange, client_id: clientId, resource } };
}

async function tokensOf(person: PersonId, form?: Record<string, string>) {
  const { clientId, exchange } = await signIn(person, form);
  return { clientId, ...(await (await post("token", exchange)).json()) };
}

function ask(accessToken: string, prompt: string, change: Record<string, unknown> = {}) {
  const input = [{ type: "message", role: "user", content: [{ type: "input_text", text: prompt }] }];
  return fetch(`${simulator.env.SIWC_BASE_URL}/responses`, {
    method: "POST",
    headers: { authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ model: "gpt-6-sol", store: false, stream: true, input, ...change }),
  });
}

describe("sign-in for plan sharing", () => {
  test("is described by discovery, on the issuer's own origin", async () => {
    const document = await (await fetch(`${simulator.issuer}/.well-known/openid-configuration`)).json();
    expect(document).toMatchObject({
      issuer: simulator.issuer,
      authorization_endpoint: `${simulator.issuer}/api/accounts/authorize`,
      token_endpoint: `${simulator.issuer}/api/accounts/oauth/token`,
      revocation_endpoint: `${simulator.issuer}/api/accounts/oauth/revoke`,
    });
  });

  test("registers the app for the person and gives tokens for the resource", async () => {
    const { back, exchange, clientId } = await signIn("ada");
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ state: "a-state", client_id: clientId });
    const answer = await (await post("token", exchange)).json();
    expect(answer).toMatchObject({ token_type: "Bearer", expires_in: 3600, earliest_refresh_at: null });
    expect(decodeJwt(answer.access_token)).toMatchObject({ aud: resource, client_id: clientId });
    expect(decodeJwt(answer.id_token)).toMatchObject({ aud: [clientId], nonce: "a-nonce", email: "ada@example.com" });
    expect((await post("token", exchange)).status).toBe(400);
  });

  test("shows a page with the app's name, escaped", async () => {
    const page = await (await fetch(link({ agent_name_hint: "<b>App" }).url)).text();
    expect(page).toContain("Let &lt;b&gt;App use the plan");
  });

  test.each<[string, Record<string, string | undefined>]>([
    ["no host id", { ext_agent_host_id: undefined }],
    ["a host id that names somebody", { ext_agent_host_id: "ada@example.com" }],
    ["a redirect to localhost", { redirect_uri: "http://localhost:1455/auth/callback" }],
    ["another path", { redirect_uri: "http://127.0.0.1:1455/callback" }],
    ["no resource", { resource: undefined }],
    ["no nonce", { nonce: undefined }],
    ["no PKCE", { code_challenge: undefined }],
    ["the scope of the preview", { scope: "openid chatpass.enable.request.direct" }],
    ["an unknown client", { client_id: "oaiapp_nobody", agent_name_hint: undefined }],
    ["no name", { agent_name_hint: undefined }],
  ])("refuses %s", async (_what, change) => {
    expect((await fetch(link(change).url)).status).toBe(400);
  });

  test("knows an issued client again: no new id, no name, its plan use as it was", async () => {
    const { clientId } = await signIn("ada", {});
    const known = { client_id: clientId, agent_name_hint: undefined };
    const again = await createBrowser().signIn(link(known).url, "ada");
    expect(again.searchParams.has("client_id")).toBe(false);
    expect(again.searchParams.get("scope")).not.toContain(planUse);
    const asked = await createBrowser().signIn(link({ ...known, prompt: "consent" }).url, "ada", "approve", {
      plan_use: "on",
    });
    expect(asked.searchParams.get("scope")).toContain(planUse);
  });

  test("names its issuer in the answer if it is told to, and another one if it is to be noticed", async () => {
    const named: (string | null)[] = [];
    for (const siwcIssuer of ["none", "right", "wrong"] as const) {
      simulator.control.setSwitches({ siwcIssuer });
      named.push((await signIn("ada")).back.searchParams.get("iss"));
    }
    expect(named).toEqual([null, simulator.issuer, "https://issuer.example"]);
  });

  test("sends a denial back with the state", async () => {
    const back = await createBrowser().signIn(link().url, "ada", "deny");
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: "access_denied", state: "a-state" });
  });
});

describe("tokens of plan sharing", () => {
  const refresh = (tokens: { clientId: string; refresh_token: string }, change: Record<string, string> = {}) =>
    post("token", {
      grant_type: "refresh_token",
      client_id: tokens.clientId,
      refresh_token: tokens.refresh_token,
      resource,
      ...change,
    });

  test("rotate, and a used one ends the session", async () => {
    const first = await tokensOf("ada");
    const second = { ...first, ...(await (await refresh(first)).json()) };
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await (await refresh(first)).json()).toMatchObject({ error_reason: "refresh_token_reused" });
    expect(await (await refresh(second)).json()).toMatchObject({ error_reason: "refresh_token_invalidated" });
  });

  test("belong to their client and resource, and are not refreshed too early", async () => {
    const tokens = await tokensOf("ada");
    expect(await (await refresh(tokens, { client_id: "oaiapp_other" })).json()).toMatchObject({
      error: "invalid_client",
    });
    expect(await (await refresh(tokens, { resource: "" })).json()).toMatchObject({ error: "invalid_target" });
    simulator.control.setSwitches({ siwcEarliestRefreshSeconds: 600 });
    const bound = await tokensOf("ada");
    expect(bound.earliest_refresh_at).toBeGreaterThan(Date.now() / 1000);
    expect((await refresh(bound)).status).toBe(400);
  });

  test("end with a revocation, which is confirmed for a dead token too", async () => {
    const tokens = await tokensOf("ada");
    const form = { token: tokens.refresh_token, token_type_hint: "refresh_token", client_id: tokens.clientId };
    expect((await post("revoke", form)).status).toBe(200);
    expect((await post("revoke", form)).status).toBe(200);
    expect((await refresh(tokens)).status).toBe(400);
    expect((await ask(tokens.access_token, "hi")).status).toBe(401);
  });
});

describe("inference of plan sharing", () => {
  test("streams an answer, the commentary apart from it", async () => {
    const { access_token } = await tokensOf("ada");
    const events = await readEvents(await ask(access_token, "Tell me about rivers [commentary]"));
    const end = events.at(-1)?.response;
    expect(end).toMatchObject({ output: [{ phase: "commentary" }, { phase: "final_answer" }] });
  });

  test("lists models under their own name, more for callers that name a version", async () => {
    const { access_token } = await tokensOf("ada");
    const list = async (query: string) => {
      const headers = { authorization: `Bearer ${access_token}` };
      const answer = await (await fetch(`${simulator.env.SIWC_BASE_URL}/models${query}`, { headers })).json();
      return answer.models.map(({ slug }: { slug: string }) => slug);
    };
    expect(await list("")).not.toContain("gpt-6.1-sol");
    expect(await list("?client_version=999.0.0")).toContain("gpt-6.1-sol");
    simulator.control.setSwitches({ siwcModels: "none-without-version" });
    expect(await list("")).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, number]>([
    ["a text as input", { input: "hi" }, 422],
    ["storing", { store: true }, 400],
    ["a temperature", { temperature: 1 }, 400],
    ["a service tier", { service_tier: "priority" }, 400],
    ["image generation", { tools: [{ type: "image_generation" }] }, 400],
    ["an unknown model", { model: "gpt-0" }, 404],
  ])("refuses %s", async (_what, change, status) => {
    const { access_token } = await tokensOf("ada");
    expect((await ask(access_token, "hi", change)).status).toBe(status);
  });

  const clock = { type: "function", name: "clock", strict: false, parameters: { type: "object", properties: {} } };
  const tools = [{ type: "namespace", name: "home", description: "", tools: [clock] }];

  test("calls functions of a namespace or of an item, and reads what it is sent back", async () => {
    const { access_token } = await tokensOf("ada");
    const user = { type: "message", role: "user", content: [{ type: "input_text", text: "[call:clock] go" }] };
    const more = { type: "additional_tools", role: "developer", tools: [clock] };
    const include = ["reasoning.encrypted_content"];
    for (const sent of [{ tools, input: [user] }, { input: [more, user] }]) {
      const request = { ...sent, include, reasoning: { effort: "low" } };
      const end = (await readEvents(await ask(access_token, "", request))).at(-1)?.response;
      const { output } = JSON.parse(JSON.stringify(end));
      const call = output.find(({ type }: { type: string }) => type === "function_call");
      expect(call).toMatchObject({ name: "clock" });
      const back = { type: "function_call_output", call_id: call.call_id, output: "noon" };
      const again = await ask(access_token, "", { ...request, input: [...sent.input, ...output, back] });
      expect(JSON.stringify((await readEvents(again)).at(-1))).toContain("noon");
    }
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["functions", { tools: [clock] }, "tools"],
    ["service_tier", { service_tier: "priority" }, "service_tier"],
    ["prompt_cache_key", { prompt_cache_key: "k" }, "prompt_cache_key"],
    ["effort", { reasoning: { effort: "low" } }, "reasoning.effort"],
    ["summary", { reasoning: { summary: "auto" } }, "reasoning.summary"],
    ["verbosity", { text: { verbosity: "low" } }, "text.verbosity"],
    ["tool_choice", { tools, tool_choice: "auto" }, "tool_choice"],
    ["parallel_tool_calls", { parallel_tool_calls: true }, "parallel_tool_calls"],
    ["include", { include: ["reasoning.encrypted_content"] }, "include"],
    ["web_search", { tools: [{ type: "web_search" }] }, "tools"],
    ["namespace", { tools }, "tools"],
  ])(
    "refuses %s by code and parameter where the prompt says so, and takes it where a switch lets it",
    async (what, sent, param) => {
      const { access_token } = await tokensOf("ada");
      simulator.control.setSwitches({ refuses: [] });
      expect((await ask(access_token, "hi", sent)).status).toBe(200);
      const refused = await ask(access_token, `[refuse:${what}] hi`, sent);
      expect([refused.status, (await refused.json()).error]).toMatchObject([
        400,
        { code: "subscription_sharing_unsupported_capability", param },
      ]);
      expect((await ask(access_token, `[refuse:${what}] hi`)).status).toBe(200);
    },
  );

  test("takes no functions at the top level, no service tier and no cache key unless a switch lets it", async () => {
    const { access_token } = await tokensOf("ada");
    for (const sent of [{ tools: [clock] }, { service_tier: "priority" }, { prompt_cache_key: "k" }]) {
      expect((await ask(access_token, "hi", sent)).status).toBe(400);
    }
  });

  test.each<[string, number, string]>([
    ["[siwc-limit]", 429, "subscription_sharing_usage_limit_exceeded"],
    ["[siwc-unavailable]", 503, "subscription_sharing_usage_unavailable"],
    ["[siwc-user-unavailable]", 503, "subscription_sharing_user_unavailable"],
    ["[siwc-not-eligible]", 403, "subscription_sharing_user_not_eligible"],
    ["[siwc-unsupported]", 400, "subscription_sharing_unsupported_capability"],
    ["[siwc-route]", 403, "subscription_sharing_route_not_supported"],
    ["[siwc-invalid-user]", 401, "subscription_sharing_invalid_user"],
    ["[siwc-scope]", 403, "chatpass_v2_scope_not_authorized"],
  ])("answers %s with %i %s", async (word, status, code) => {
    const { access_token } = await tokensOf("ada");
    const response = await ask(access_token, word);
    expect([response.status, (await response.json()).error.code]).toEqual([status, code]);
  });

  test("serves nobody without plan use or an eligible plan, and on no other route", async () => {
    const identityOnly = await tokensOf("ada", {});
    expect((await ask(identityOnly.access_token, "hi")).status).toBe(403);
    const free = await tokensOf("fred");
    expect((await (await ask(free.access_token, "hi")).json()).error.code).toBe(
      "subscription_sharing_user_not_eligible",
    );
    const { access_token } = await tokensOf("ada");
    const headers = { authorization: `Bearer ${access_token}` };
    const elsewhere = await fetch(`${simulator.env.SIWC_BASE_URL}/embeddings`, { method: "POST", headers });
    expect((await elsewhere.json()).error.code).toBe("subscription_sharing_route_not_supported");
    const plan = await fetch(`${simulator.env.CHATGPT_BASE_URL}/wham/usage`, { headers });
    expect(plan.status).toBe(401);
  });
});
