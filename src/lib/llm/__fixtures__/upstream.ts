import type { Timing } from "@/lib/llm/timing";
import type { Credential, CredentialSource } from "@/types/credential";
import type { Payer } from "@/types/providers";

/** A stream of the text's bytes, `size` at a time; then it ends, or stays open, or breaks. */
export function streamOf(text: string, size = Number.MAX_SAFE_INTEGER, then: "end" | "stay" | Error = "end") {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at < bytes.length) {
        controller.enqueue(bytes.subarray(at, at + size));
        at += size;
      } else if (then === "end") controller.close();
      else if (then !== "stay") controller.error(then);
    },
  });
}

export function sse(body: string | ReadableStream<Uint8Array>): Response {
  return new Response(typeof body === "string" ? streamOf(body) : body, {
    headers: { "content-type": "text/event-stream" },
  });
}

export function refusal(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const isPage = typeof body === "string";
  return new Response(isPage ? body : JSON.stringify(body), {
    status,
    headers: { "content-type": isPage ? "text/html" : "application/json", ...headers },
  });
}

/** How Node's fetch rejects when the network fails. */
export function networkError(code: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}

export interface SentRequest {
  url: string;
  init: RequestInit;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

type Reply = Response | Error | ((request: SentRequest) => Response | Promise<Response>);

/** A fetch that answers in order and keeps what was sent; the last reply repeats. */
export function fakeFetch(...replies: Reply[]) {
  const sent: SentRequest[] = [];
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const request = {
      url: String(input),
      init,
      headers: { ...(init.headers as Record<string, string>) },
      body: typeof init.body === "string" ? JSON.parse(init.body) : {},
    };
    const reply = replies[Math.min(sent.length, replies.length - 1)];
    sent.push(request);
    init.signal?.throwIfAborted();
    if (reply instanceof Error) throw reply;
    if (reply === undefined) throw new Error("No reply was prepared.");
    return reply instanceof Response ? reply.clone() : reply(request);
  };
  return { fetch, sent };
}

/**
 * A clock that jumps: a sleep of at most `patienceMs` is over at once and moves the clock, a longer one waits for
 * `advance`. Records the sleeps that were over at once.
 */
export function fakeTiming(patienceMs = 61_000) {
  let nowMs = Date.UTC(2026, 10, 21, 12);
  const slept: number[] = [];
  const waiting = new Set<{ untilMs: number; wake(): void }>();
  const timing: Timing = {
    now: () => nowMs,
    elapsed: () => nowMs,
    random: () => 0.5,
    sleep(ms, signal) {
      signal.throwIfAborted();
      if (ms <= patienceMs) {
        slept.push(ms);
        nowMs += ms;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const sleeper = { untilMs: nowMs + ms, wake: resolve };
        waiting.add(sleeper);
        signal.addEventListener("abort", () => {
          waiting.delete(sleeper);
          reject(signal.reason);
        });
      });
    },
  };
  function advance(ms: number): void {
    nowMs += ms;
    for (const sleeper of [...waiting]) {
      if (sleeper.untilMs > nowMs) continue;
      waiting.delete(sleeper);
      sleeper.wake();
    }
  }
  return { timing, slept, advance, waiting };
}

export const planPayer: Payer = { kind: "account", id: "acc1", provider: "openai-auth", name: "Work", mode: "chatgpt" };
export const keyPayer: Payer = { kind: "key", id: "env", provider: "openai", name: "OPENAI_API_KEY" };

/** A credential source that counts refusals and allows as many new tries as it is told. */
export function credentialSource(payer: Payer, credential: Partial<Credential> = {}, triesLeft = 0) {
  const refusals: number[] = [];
  const remembered: string[] = [];
  const source: CredentialSource = {
    payer,
    get: async () => ({ bearer: `token-${refusals.length}`, ...credential }),
    async refused(status) {
      refusals.push(status);
      return refusals.length <= triesLeft;
    },
    async rememberPromptStyle(style) {
      remembered.push(style);
    },
  };
  return { source, refusals, remembered };
}

/** Everything an iterable gives, and the error that ended it. */
export async function drain<T>(items: AsyncIterable<T>): Promise<{ items: T[]; error?: unknown }> {
  const seen: T[] = [];
  try {
    for await (const item of items) seen.push(item);
    return { items: seen };
  } catch (error) {
    return { items: seen, error };
  }
}
