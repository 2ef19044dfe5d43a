import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startSimulator } from "@/simulator/simulator";
import { type Caller, codexBody, postCodex, readEvents, type SentEvent } from "@/simulator/testkit/codexRequest";
import type { Simulator } from "@/simulator/types";

let simulator: Simulator;
let ada: Caller;
let refreshToken: string;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  await signIn();
});
afterEach(() => simulator.control.reset());
afterAll(() => simulator.close());

async function signIn(): Promise<void> {
  const minted = await simulator.control.mintTokens({ person: "ada" });
  ada = { accessToken: minted.access_token, accountId: "acct-ada-personal" };
  refreshToken = minted.refresh_token;
}

const ask = (prompt: string) => postCodex(simulator, ada, codexBody(prompt));
const eventsOf = async (prompt: string) => readEvents(await ask(prompt));
const deltas = (events: SentEvent[]) =>
  events.map(({ type, delta }) => (type === "response.output_text.delta" ? delta : "")).join("");

describe("refusals on demand", () => {
  test.each([
    ["400", 400],
    ["500", 500],
    ["503", 503],
    ["at-capacity", 503],
    ["usage-not-included", 429],
  ])("[%s] answers %i", async (word, status) => {
    expect((await ask(`[${word}] hi`)).status).toBe(status);
  });

  test("[usage-limit:90] names the time of its end, and the usage report agrees until a call succeeds", async () => {
    const { error } = await (await ask("[usage-limit:90] hi")).json();
    expect(error).toMatchObject({ type: "usage_limit_reached", plan_type: "plus" });
    expect(Math.abs(error.resets_at * 1000 - Date.now() - 90_000)).toBeLessThan(5000);
    const limitReached = async () => {
      const headers = { authorization: `Bearer ${ada.accessToken}`, "chatgpt-account-id": ada.accountId ?? "" };
      const usage = await fetch(`${simulator.env.CHATGPT_BASE_URL}/wham/usage`, { headers });
      return (await usage.json()).rate_limit.limit_reached;
    };
    expect(await limitReached()).toBe(true);
    await eventsOf("hi");
    expect(await limitReached()).toBe(false);
  });

  test("[429:7] says when to come back", async () => {
    const response = await ask("[429:7] hi");
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "7"]);
  });

  test("[500-once] passes the second time", async () => {
    const statuses = [(await ask("[500-once] again")).status, (await ask("[500-once] again")).status];
    expect(statuses).toEqual([500, 200]);
  });

  test("[cloudflare] answers a page, not JSON", async () => {
    const response = await ask("[cloudflare] hi");
    expect(response.status).toBe(403);
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(response.headers.get("cf-ray")).not.toBeNull();
  });

  test("[expired-token] refuses the token until it is refreshed, then lets the same prompt pass", async () => {
    expect([(await ask("[expired-token] hi")).status, (await ask("[expired-token] hi")).status]).toEqual([401, 401]);
    const body = new URLSearchParams({
      grant_type: "refresh_token",
      client_id: "app_EMoamEEZ73f0CkXaXp7hrann",
      refresh_token: refreshToken,
    });
    const refreshed = await (await fetch(`${simulator.issuer}/oauth/token`, { method: "POST", body })).json();
    ada = { ...ada, accessToken: refreshed.access_token };
    expect((await ask("[expired-token] hi")).status).toBe(200);
  });

  test("[revoked-token] ends the sign-in for good", async () => {
    expect((await ask("[revoked-token] hi")).status).toBe(401);
    expect((await ask("hi")).status).toBe(401);
    await signIn();
    expect((await ask("hi")).status).toBe(200);
  });
});

describe("odd streams on demand", () => {
  test.each(["cut", "cut-quietly"])("[%s] ends in the middle without a last event", async (word) => {
    const events = await eventsOf(`[${word}] tell me about rivers`);
    expect(deltas(events).length).toBeGreaterThan(20);
    expect(events.at(-1)?.type).toBe("response.output_text.delta");
  });

  test("[empty-output] leaves the text to the finished item", async () => {
    const events = await eventsOf("[empty-output] rivers");
    expect(events.at(-1)).toMatchObject({ type: "response.completed", response: { output: [] } });
    expect(events).toContainEqual(
      expect.objectContaining({
        type: "response.output_item.done",
        item: expect.objectContaining({ type: "message" }),
      }),
    );
  });

  test("[deltas-only] leaves the text to the deltas", async () => {
    const events = await eventsOf("[deltas-only] rivers");
    expect(deltas(events).length).toBeGreaterThan(20);
    expect(events.map(({ type }) => type)).not.toContain("response.output_item.done");
    expect(events.at(-1)).toMatchObject({ type: "response.completed", response: { output: [] } });
  });

  test.each([
    ["incomplete", "max_output_tokens"],
    ["content-filter", "content_filter"],
  ])("[%s] ends as incomplete because of %s", async (word, reason) => {
    const end = (await eventsOf(`[${word}] tell me about rivers`)).at(-1);
    expect(end).toMatchObject({ type: "response.incomplete", response: { incomplete_details: { reason } } });
  });

  test.each([
    ["context-length", "context_length_exceeded"],
    ["overloaded", "server_is_overloaded"],
    ["rate-limit-stream", "rate_limit_exceeded"],
    ["failed", "server_error"],
  ])("[%s] fails in the middle with %s", async (word, code) => {
    const events = await eventsOf(`[${word}] tell me about rivers`);
    expect(deltas(events).length).toBeGreaterThan(20);
    expect(events.at(-1)).toMatchObject({ type: "response.failed", response: { error: { code } } });
  });

  test("[error-event] sends an error frame and stops", async () => {
    expect((await eventsOf("[error-event] rivers")).at(-1)?.type).toBe("error");
  });

  test("[long:900] writes so many words", async () => {
    const words = deltas(await eventsOf("[long:900] rivers")).split(/\s+/).length;
    expect(words).toBeGreaterThan(800);
    expect(words).toBeLessThan(1000);
  });

  test("[bad-json] breaks the promise of a schema", async () => {
    const schema = {
      type: "object",
      properties: { a: { type: "string" } },
      required: ["a"],
      additionalProperties: false,
    };
    const text = { format: { type: "json_schema", name: "x", strict: true, schema } };
    const events = await readEvents(await postCodex(simulator, ada, codexBody("[bad-json] hi", { text })));
    expect(() => JSON.parse(deltas(events))).toThrow();
  });

  test("never pass on through an answer", async () => {
    expect(deltas(await eventsOf("[empty-output] [deltas-only] rewrite: rivers are [cut] long"))).not.toMatch(/\[/);
  });
});
