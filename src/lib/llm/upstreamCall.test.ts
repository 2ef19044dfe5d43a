import { expect, test } from "vitest";
import {
  credentialSource,
  fakeFetch,
  fakeTiming,
  networkError,
  planPayer,
  refusal,
  sse,
  streamOf,
} from "@/lib/llm/__fixtures__/upstream";
import {
  answer,
  idleTimeoutMs,
  never,
  type Replies,
  run,
  setUp,
} from "@/lib/llm/openaiResponses/__fixtures__/providers";
import { AppError } from "@/types/errors";

const oneDelta = 'data: {"type":"response.output_text.delta","delta":"Once"}\n\n';

test("a failing server is asked four times more, with doubled waits, then given up", async () => {
  const up = setUp([refusal(503, { detail: "overloaded" })]);
  const { items, error } = await run(up);
  expect(items).toEqual([]);
  expect(error).toMatchObject({ code: "upstream_unavailable", facts: { upstreamStatus: 503 } });
  expect(up.slept).toEqual([200, 400, 800, 1600]);
  expect(up.sent).toHaveLength(5);
});

test("a server that recovers gives its answer, and a wish of Retry-After is honoured", async () => {
  const up = setUp([refusal(500, {}, { "retry-after": "7" }), networkError("ECONNREFUSED"), sse(answer)]);
  const { items } = await run(up);
  expect(items.at(-1)).toMatchObject({ type: "end" });
  expect(up.slept).toEqual([7000, 400]);
});

test("a burst of 429 is waited out three times", async () => {
  const up = setUp([refusal(429, { detail: "slow" }, { "retry-after": "2" })]);
  const { error } = await run(up);
  expect(up.slept).toEqual([2000, 2000, 2000]);
  expect(error).toMatchObject({ code: "rate_limited", facts: { retryAfterMs: 2000 } });
});

test("a wait longer than a minute is left to the caller", async () => {
  const up = setUp([refusal(429, {}, { "retry-after": "3600" })]);
  const { error } = await run(up);
  expect(up.slept).toEqual([]);
  expect(error).toMatchObject({ code: "rate_limited", facts: { retryAfterMs: 3_600_000 } });
  expect(error).toMatchObject({ facts: { until: new Date(up.timing.now() + 3_600_000).toISOString() } });
});

test.each([
  [400, { detail: "no" }],
  [402, {}],
  [403, { detail: "no" }],
  [404, {}],
  [302, {}],
  [429, { error: { type: "usage_limit_reached", resets_at: 1_800_000_000 } }],
  [429, { error: { type: "usage_not_included" } }],
])("status %i is final: one request", async (status, body) => {
  const up = setUp([refusal(status, body)]);
  const { error } = await run(up);
  expect(error).toBeInstanceOf(AppError);
  expect(up.sent).toHaveLength(1);
});

test.each([
  ["is cut", (): Response => sse('data: {"type":"response.created"}\n\n')],
  [
    "fails for a passing reason",
    (): Response => sse('data: {"type":"response.failed","response":{"error":{"code":"server_error"}}}\n\n'),
  ],
  ["breaks", (): Response => sse(streamOf("data: {}\n\n", 99, new TypeError("terminated")))],
])("a stream that %s before anything was shown is asked for again", async (_, broken) => {
  const up = setUp([broken, broken, sse(answer)]);
  const { items, error } = await run(up);
  expect(error).toBeUndefined();
  expect(items.at(-1)).toMatchObject({ type: "end" });
  expect(up.sent).toHaveLength(3);
});

test("a page that comes instead of a stream is not asked for again", async () => {
  const up = setUp([refusal(200, "<html>Log in to this network</html>")]);
  expect((await run(up)).error).toMatchObject({ code: "egress_blocked" });
  expect(up.sent).toHaveLength(1);
});

test("a stream that is always cut is given up after five more tries", async () => {
  const up = setUp([sse("")]);
  expect((await run(up)).error).toMatchObject({ code: "upstream_interrupted" });
  expect(up.sent).toHaveLength(6);
});

test("after the first word nothing is sent again, and what was received is kept", async () => {
  for (const body of [
    streamOf(oneDelta),
    streamOf(oneDelta, 99, new TypeError("terminated")),
    streamOf(`${oneDelta}data: {"type":"response.failed","response":{"error":{"code":"server_error"}}}\n\n`),
  ]) {
    const up = setUp([() => sse(body)]);
    const { items, error } = await run(up);
    expect(items).toEqual([{ type: "text-delta", text: "Once" }]);
    expect(error).toMatchObject({ facts: { partialText: "Once" } });
    expect(up.sent).toHaveLength(1);
  }
});

test("the answer is given at response.completed, though the socket stays open", async () => {
  const { items } = await run(setUp([() => sse(streamOf(answer, 500, "stay"))]));
  expect(items.at(-1)).toMatchObject({ type: "end" });
});

test("a silent upstream is given up after the idle limit; any byte counts as a sign of life", async () => {
  let push: (text: string) => void = () => {};
  let breakOff: (reason: unknown) => void = () => {};
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      push = (text) => controller.enqueue(new TextEncoder().encode(text));
      breakOff = (reason) => controller.error(reason);
    },
  });
  const wired: Replies[0] = ({ init: { signal } }) => {
    signal?.addEventListener("abort", () => breakOff(signal.reason));
    return sse(body);
  };
  const up = setUp([wired], {}, fakeTiming(0));
  const outcome = run(up);
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  await settle();
  push(oneDelta);
  await settle();
  up.advance(idleTimeoutMs - 1);
  push(": still thinking\n\n");
  await settle();
  up.advance(idleTimeoutMs - 1);
  await settle();
  expect(up.waiting.size).toBe(1);
  up.advance(1);
  const { items, error } = await outcome;
  expect(items).toHaveLength(1);
  expect(error).toMatchObject({ code: "timeout", facts: { partialText: "Once" } });
});

test("an abort reaches the socket at once and passes through untouched", async () => {
  const controller = new AbortController();
  const reason = new DOMException("stopped by the person", "AbortError");
  let seen: AbortSignal | null | undefined;
  const up = setUp([
    ({ init }) => {
      seen = init.signal;
      return new Promise((_, reject) => init.signal?.addEventListener("abort", () => reject(init.signal?.reason)));
    },
  ]);
  const outcome = run(up, undefined, controller.signal);
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort(reason);
  expect(seen?.aborted).toBe(true);
  expect((await outcome).error).toBe(reason);
  expect(up.sent).toHaveLength(1);
});

test("a refused token is asked for again as often as its source allows, each time anew", async () => {
  const up = setUp([refusal(401, {}), refusal(401, {}), sse(answer)]);
  const { source, refusals } = credentialSource(planPayer, {}, 2);
  const { items } = await run(up, source);
  expect(items.at(-1)).toMatchObject({ type: "end" });
  expect(refusals).toEqual([401, 401]);
  expect(up.sent.map(({ headers }) => headers.authorization)).toEqual([
    "Bearer token-0",
    "Bearer token-1",
    "Bearer token-2",
  ]);
});

test("a source that gives up ends the call, and 403 or 429 never question the token", async () => {
  const refused = setUp([refusal(401, {})]);
  expect((await run(refused)).error).toMatchObject({ code: "reauth_required" });
  expect(refused.sent).toHaveLength(1);
  for (const status of [403, 429]) {
    const { source, refusals } = credentialSource(planPayer, {}, 9);
    await run(setUp([refusal(status, {})]), source);
    expect(refusals).toEqual([]);
  }
});

test("what the source itself throws is what the caller gets", async () => {
  const { source } = credentialSource(planPayer);
  const lost = new AppError("reauth_required", "Sign in again.");
  source.refused = () => Promise.reject(lost);
  expect((await run(setUp([refusal(401, {})]), source)).error).toBe(lost);
});

test("an account that goes out its own way does so for calls and for lists", async () => {
  const up = setUp([() => sse(answer)]);
  const own = fakeFetch(() => sse(answer), Response.json({ models: [{ slug: "gpt-x" }] }));
  const { source } = credentialSource(planPayer);
  const { error } = await run(up, { ...source, fetch: own.fetch });
  expect(error).toBeUndefined();
  await up.plan.listModels({ ...source, fetch: own.fetch }, never);
  expect([up.sent.length, own.sent.length]).toEqual([0, 2]);
});

test("the head of every answer is told, and every 429 that is not the quota", async () => {
  const headers = { "x-codex-primary-used-percent": "40", "x-codex-primary-window-minutes": "300" };
  const up = setUp([refusal(429, { detail: "slow" }, { "retry-after": "1", ...headers }), () => sse(answer)]);
  const { asides, error } = await run(up);
  expect(error).toBeUndefined();
  const usage = { windows: [{ label: "5 h", lengthSeconds: 18_000, usedPercent: 40 }], isComplete: false };
  expect(asides).toEqual([
    { type: "observed", accepted: false, usage },
    { type: "rate-limited" },
    { type: "observed", accepted: true },
  ]);
});
