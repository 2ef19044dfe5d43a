import { describe, expect, it } from "vitest";
import { AppError } from "@/types/errors";
import { type AttemptEvent, attemptOnce } from "./attempt";
import { type Refusal, upstreamError } from "./failure";
import type { Timing } from "./timing";
import type { Reading, WireCall, WireReader } from "./wire";

const asked = { upstream: "ChatGPT", model: "m" };
const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 3 };
const end = (text: string) => ({ type: "end", text, finishReason: "stop", usage }) as const;
const delta = (text: string) => ({ type: "text-delta", text }) as const;
const request = { url: "https://api.example.com/v1?x=1", headers: { authorization: "Bearer t" }, body: "{}" };

/** Takes `{"say": …}`, `{"end": …}`, `{"fail": true}` and `{}`; everything else is none of this protocol. */
function reader(close?: WireReader["close"]): WireReader {
  const read = (message: unknown): Reading | undefined => {
    if (typeof message !== "object" || message === null || "foreign" in message) return undefined;
    if ("throw" in message) throw message.throw === "ours" ? new AppError("timeout", "Ours.") : new RangeError("bug");
    if ("fail" in message) return { events: [delta("last")], failure: { error: upstreamError("timeout", asked) } };
    if ("end" in message) return { events: [end(String(message.end))] };
    return { events: "say" in message ? [delta(String(message.say))] : [] };
  };
  return { read, close };
}

interface SetUp {
  answer: (init: RequestInit) => Response | Promise<Response>;
  close?: WireReader["close"];
  signal?: AbortSignal;
  authorization?: string;
}

async function attempt({ answer, close, signal = new AbortController().signal, authorization = "Bearer t" }: SetUp) {
  const sleeps: { wake: () => void; signal: AbortSignal }[] = [];
  let nowMs = 0;
  const timing: Timing = {
    now: () => nowMs,
    elapsed: () => nowMs,
    random: () => 0,
    sleep: (_, ended) =>
      new Promise((resolve, reject) => {
        ended.addEventListener("abort", () => reject(ended.reason));
        sleeps.push({ wake: resolve, signal: ended });
      }),
  };
  const expire = () => {
    nowMs += 1000;
    sleeps[0]?.wake();
  };
  const sent: [string, RequestInit][] = [];
  const refusals: Refusal[] = [];
  // No more of the wire is touched.
  const wire = {
    asked,
    createReader: () => reader(close),
    toFailure: (refusal: Refusal) => {
      refusals.push(refusal);
      return { error: upstreamError("upstream_rejected", asked) };
    },
  } as unknown as WireCall;
  const fetch: typeof globalThis.fetch = async (url, init = {}) => {
    sent.push([String(url), init]);
    return answer(init);
  };
  const batches: AttemptEvent[][] = [];
  const asking = { ...request, headers: { authorization } };
  let error: unknown;
  const run = (async () => {
    for await (const batch of attemptOnce(asking, wire, { fetch, timing, idleTimeoutMs: 1000 }, signal)) {
      batches.push(batch);
    }
  })().catch((thrown: unknown) => {
    error = thrown;
  });
  return { run, expire, sent, refusals, batches, sleeps, error: () => error };
}

const lines = (...messages: object[]) => messages.map((message) => `data: ${JSON.stringify(message)}\n\n`);
const stream = (...messages: object[]) => new Response(lines(...messages).join(""));
async function outcome(options: SetUp) {
  const { run, ...rest } = await attempt(options);
  await run;
  return { ...rest, events: rest.batches.flat(), thrown: rest.error() };
}

describe("one attempt", () => {
  it("posts what it is given, follows no redirect, and stops watching when it is over", async () => {
    const { sent, events, sleeps } = await outcome({ answer: () => stream({ say: "Hi" }, { end: "Hi" }) });
    expect(sent).toMatchObject([
      [request.url, { method: "POST", body: "{}", headers: request.headers, redirect: "manual" }],
    ]);
    expect(events).toEqual([delta("Hi"), end("Hi")]);
    expect(sleeps[0]?.signal.aborted).toBe(true);
  });

  it("sends nothing with a credential that no header takes", async () => {
    const { thrown, sent } = await outcome({ answer: () => stream({ end: "Hi" }), authorization: "Bearer sk-…" });
    expect(thrown).toMatchObject({ code: "auth_required" });
    expect(sent).toEqual([]);
  });

  it("reads nothing behind its end or a failure, and hands on no empty batches", async () => {
    const ended = await outcome({ answer: () => stream({}, { end: "Hi" }, { say: "more" }) });
    expect(ended.batches).toEqual([[end("Hi")]]);
    const failed = await outcome({ answer: () => stream({ fail: true }, { end: "Hi" }) });
    expect(failed.events.map(({ type }) => type)).toEqual(["text-delta", "failed"]);
    expect((await outcome({ answer: () => stream({}) })).batches).toMatchObject([[{ type: "failed" }]]);
  });

  it("is cut where a stream ends without an end, and can be made again", async () => {
    const { events } = await outcome({ answer: () => stream({ say: "Hi" }, { foreign: 1 }) });
    expect(events).toMatchObject([
      delta("Hi"),
      { type: "failed", failure: { retry: "stream", error: { code: "upstream_interrupted" } } },
    ]);
  });

  it("that brings only what is none of the protocol is not made again", async () => {
    const { events } = await outcome({ answer: () => stream({ foreign: 1 }) });
    expect(events).toMatchObject([{ failure: { error: { code: "upstream_rejected" } } }]);
    expect(events[0]).not.toHaveProperty("failure.retry");
  });

  it("takes the beginning of JSON for a cut, and words for an answer", async () => {
    const raw = (data: string) => ({ answer: () => new Response(`data: ${data}\n\n`) });
    expect((await outcome(raw('{"say": "H'))).events).toMatchObject([{ failure: { retry: "stream" } }]);
    expect((await outcome(raw("see [1]"))).events).toMatchObject([
      { failure: { error: { code: "upstream_rejected" } } },
    ]);
  });

  it("hands a refusal to the wire, also one without a body", async () => {
    const { refusals, events } = await outcome({ answer: () => new Response("no", { status: 400 }) });
    expect(refusals).toMatchObject([{ url: "https://api.example.com/v1", status: 400, body: "no" }]);
    expect(events).toMatchObject([{ type: "failed", failure: { error: { code: "upstream_rejected" } } }]);
    const empty = await outcome({ answer: () => new Response(null, { status: 204 }) });
    expect(empty.refusals).toMatchObject([{ status: 204 }]);
  });

  it("ends with the caller's own abort, whatever the network says", async () => {
    const leaving = new AbortController();
    const { thrown, events } = await outcome({
      signal: leaving.signal,
      answer: () => {
        leaving.abort(new Error("left"));
        throw new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNRESET" }) });
      },
    });
    expect([thrown, events]).toEqual([new Error("left"), []]);
  });

  it("passes on errors of its own and bugs, and tells failures of the network", async () => {
    expect((await outcome({ answer: () => stream({ throw: "ours" }) })).thrown).toMatchObject({ message: "Ours." });
    expect((await outcome({ answer: () => stream({ throw: "bug" }) })).thrown).toBeInstanceOf(RangeError);
    const cause = Object.assign(new Error(), { code: "ECONNREFUSED" });
    const { events, thrown } = await outcome({
      answer: () => Promise.reject(new TypeError("fetch failed", { cause })),
    });
    expect(thrown).toBeUndefined();
    expect(events).toMatchObject([{ failure: { retry: "server", error: { code: "upstream_unavailable" } } }]);
  });
});

describe("silence", () => {
  const silent = ({ signal }: RequestInit) =>
    new Promise<Response>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));

  it("gives the attempt up, for good", async () => {
    const { run, expire, batches } = await attempt({ answer: silent });
    expire();
    await run;
    expect(batches).toMatchObject([[{ failure: { error: { code: "timeout", facts: { idleTimeoutMs: 1000 } } } }]]);
    expect(batches[0]?.[0]).not.toHaveProperty("failure.retry");
  });

  it("after a named end is the end", async () => {
    const wholes: boolean[] = [];
    const close = (isWhole: boolean) => {
      wholes.push(isWhole);
      return { events: [end("Hi")] };
    };
    const { run, expire, batches } = await attempt({ answer: silent, close });
    expire();
    await run;
    expect([batches, wholes]).toEqual([[[end("Hi")]], [false]]);
  });
});
