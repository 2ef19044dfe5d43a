import { once } from "node:events";
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { zstdCompressSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { PersonId } from "@/simulator/people";
import { startSimulator } from "@/simulator/simulator";
import { type Caller, codexBody, postCodex, readEvents } from "@/simulator/testkit/codexRequest";
import type { Simulator } from "@/simulator/types";

let simulator: Simulator;
let ada: Caller;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  ada = await callerOf("ada", "acct-ada-personal");
});
afterEach(() => simulator.control.reset());
afterAll(() => simulator.close());

async function callerOf(person: PersonId, accountId?: string): Promise<Caller> {
  const { access_token: accessToken } = await simulator.control.mintTokens({ person });
  return { accessToken, accountId };
}

function get(path: string, { accessToken, accountId }: Caller) {
  return fetch(`${simulator.env.CHATGPT_BASE_URL}${path}`, {
    headers: { authorization: `Bearer ${accessToken}`, "chatgpt-account-id": accountId ?? "" },
  });
}

describe("POST /backend-api/codex/responses", () => {
  test("streams the whole event sequence, its text the same in deltas, item and end", async () => {
    const body = codexBody("Tell me about rivers", { reasoning: { effort: "low", summary: "auto" } });
    const response = await postCodex(simulator, ada, body);
    expect(response.headers.get("x-codex-primary-window-minutes")).toBe("300");
    expect(response.headers.get("x-models-etag")).toMatch(/^W\//);
    const events = await readEvents(response);
    const order = events.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1]);
    expect(order).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.reasoning_summary_part.added",
      "response.reasoning_summary_text.delta",
      "response.reasoning_summary_text.done",
      "response.reasoning_summary_part.done",
      "response.output_item.done",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
    const text = events.map(({ type, delta }) => (type === "response.output_text.delta" ? delta : "")).join("");
    expect(text).toContain("rivers");
    const end = events.at(-1)?.response;
    expect(end).toMatchObject({
      status: "completed",
      output: [{ type: "reasoning" }, { type: "message", content: [{ text }] }],
      usage: { input_tokens: expect.any(Number), output_tokens_details: { reasoning_tokens: expect.any(Number) } },
    });
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_event, index) => index));
  });

  test("says the same to the same request", async () => {
    const textOf = async () => {
      const events = await readEvents(await postCodex(simulator, ada, codexBody("Five ideas about bread")));
      return events.find(({ type }) => type === "response.output_text.done")?.text;
    };
    expect(await textOf()).toBe(await textOf());
  });

  test("reads a zstd body, and refuses one that is not what it says", async () => {
    const compressed = zstdCompressSync(JSON.stringify(codexBody("hi")));
    const headers = { "content-encoding": "zstd" };
    const good = await postCodex(simulator, ada, undefined, { headers, body: compressed });
    expect((await readEvents(good)).at(-1)?.type).toBe("response.completed");
    const bad = await postCodex(simulator, ada, undefined, { headers, body: "{}" });
    expect([bad.status, await bad.json()]).toEqual([400, { detail: "Could not decode the request body" }]);
  });

  test("wants the account of the token, and none where the token names none", async () => {
    const other = await postCodex(simulator, { ...ada, accountId: "acct-engines-ltd" }, codexBody("hi"));
    expect(other.status).toBe(403);
    expect((await postCodex(simulator, { accessToken: ada.accessToken }, codexBody("hi"))).status).toBe(403);
    expect((await postCodex(simulator, await callerOf("pat"), codexBody("hi"))).status).toBe(200);
  });

  test("refuses a missing, foreign or tampered bearer with 401", async () => {
    for (const accessToken of ["", "sk-key", `${ada.accessToken.slice(0, -6)}AAAAAA`]) {
      const response = await postCodex(simulator, { ...ada, accessToken }, codexBody("hi"));
      expect([response.status, await response.json()]).toEqual([401, { detail: "Unauthorized" }]);
    }
  });

  test("notices a token whose time is over", async () => {
    const minted = await simulator.control.mintTokens({ person: "ada", accessTokenSeconds: 1 });
    await sleep(1100);
    const response = await postCodex(simulator, { ...ada, accessToken: minted.access_token }, codexBody("hi"));
    expect([response.status, await response.json()]).toMatchObject([401, { detail: { code: "token_expired" } }]);
  });

  test("refuses every call of a person whose limit the control set, and reports it", async () => {
    const limitedUntilMs = Date.now() + 60_000;
    simulator.control.setUsage({ person: "ada", limitedUntilMs });
    const response = await postCodex(simulator, ada, codexBody("hi"));
    expect([response.status, await response.json()]).toMatchObject([
      429,
      { error: { type: "usage_limit_reached", plan_type: "plus", resets_at: Math.floor(limitedUntilMs / 1000) } },
    ]);
    const usage = await (await get("/wham/usage", ada)).json();
    expect(usage.rate_limit).toMatchObject({
      allowed: false,
      limit_reached: true,
      primary_window: { used_percent: 100 },
    });
  });

  test("counts a stream whose client goes away, at once", async () => {
    const before = simulator.counters.abortedStreams;
    simulator.control.setSwitches({ latency: { firstTokenMs: 0, tokenMs: 20 } });
    const stop = new AbortController();
    const response = await postCodex(simulator, ada, codexBody("[long] rivers"), { signal: stop.signal });
    await response.body?.getReader().read();
    expect(simulator.counters.openStreams).toBe(1);
    stop.abort();
    await expect.poll(() => simulator.counters.abortedStreams).toBe(before + 1);
    expect(simulator.counters.openStreams).toBe(0);
  });
});

describe("the rest of the plan backend", () => {
  test("answers a WebSocket with 426, so that the client falls back to HTTP", async () => {
    const upgrade = request(`${simulator.env.CHATGPT_BASE_URL}/codex/responses`, {
      headers: { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": "a" },
    }).end();
    const [response] = await once(upgrade, "response");
    expect(response.statusCode).toBe(426);
    response.resume();
  });

  test("lists models with an ETag, the hidden ones too", async () => {
    const response = await get("/codex/models?client_version=0.171.0", ada);
    const { models } = await response.json();
    expect(response.headers.get("etag")).toMatch(/^W\//);
    expect(models).toHaveLength(14);
    expect(models.map(({ visibility }: { visibility: string }) => visibility)).toContain("hide");
    expect(models[0]).toMatchObject({ slug: "gpt-6.2-sol", default_reasoning_level: "low", context_window: 500_000 });
  });

  test("tells the routing of the account that asks", async () => {
    const edsger = await callerOf("edsger", "acct-shortest-path");
    const check = await (await get("/wham/accounts/check", edsger)).json();
    expect(check).toMatchObject({
      accounts: [{ id: "acct-shortest-path", account_routing_override: "us_cr" }],
      default_account_id: "acct-shortest-path",
    });
  });

  test("answers what it does not know with 404, and keeps no secret in its record", async () => {
    expect((await get("/wham/rate-limit-reset-credits", ada)).status).toBe(404);
    const kept = JSON.stringify(simulator.requests);
    expect(kept).toContain("acct-ada-personal");
    expect(kept).not.toContain(ada.accessToken);
    expect(kept).not.toMatch(/rt_|ac_[A-Za-z0-9_-]{20}/);
  });
});
