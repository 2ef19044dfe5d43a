import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { createEgress } from "@/lib/egress";
import { credentialSource, drain, fakeTiming, keyPayer } from "@/lib/llm/__fixtures__/upstream";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { LlmCall } from "@/types/llm";
import { idleTimeoutMs, setUp } from "./__fixtures__/providers";

const recorded = readFileSync(new URL("./__fixtures__/keyAnswer.txt", import.meta.url));
const call: LlmCall = {
  ...{ provider: "openai", model: "gpt-5.5", relay: "responses" },
  messages: [{ role: "user", content: "Hello" }],
};
const ended = {
  type: "end",
  text: expect.stringMatching(/^Grüße aus Zürich/),
  usage: { inputTokens: 21, cachedInputTokens: 8, outputTokens: 34, reasoningTokens: 12, totalTokens: 55 },
};

type Reply = { status?: number; type?: string; pieces: Uint8Array[]; stays?: boolean; breaks?: boolean };

/** An upstream that answers in order; the last answer repeats. */
async function upstream(...replies: Reply[]): Promise<{ url: string; asked: () => number; connections: () => number }> {
  let [asked, connections] = [0, 0];
  const server: Server = createServer(async (request, response) => {
    const reply = replies[Math.min(asked++, replies.length - 1)];
    request.resume();
    response.writeHead(reply?.status ?? 200, { "content-type": reply?.type ?? "text/event-stream" });
    for (const piece of reply?.pieces ?? []) {
      response.write(piece);
      await sleep(1);
    }
    if (reply?.breaks) response.destroy();
    else if (!reply?.stays) response.end();
  });
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/v1`,
    asked: () => asked,
    connections: () => connections,
  };
}

function piecesOf(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

const byEvents = recorded
  .toString()
  .split(/(?<=\n\n)/)
  .map((event) => Buffer.from(event));

const createWay = () => createEgress({ url: undefined, noProxy: "" }, globalThis.fetch).fetch;

interface RelayOptions {
  way?: typeof fetch;
  clock?: ReturnType<typeof fakeTiming>;
  /** How many bytes have come with it. */
  onPiece?(length: number): void;
}

/** What somebody gets who takes the bytes, and the other events. */
async function relay(
  url: string,
  asked: Partial<LlmCall> = {},
  { way = createWay(), clock = fakeTiming(), onPiece = () => {} }: RelayOptions = {},
) {
  const { key } = setUp([new Error("Nothing goes this way.")], { fetch: way }, clock);
  const { source } = credentialSource(keyPayer, { baseUrl: url });
  const bytes: Uint8Array[] = [];
  async function* pumped(): AsyncGenerator<ProviderEvent> {
    for await (const event of key.stream({ ...call, ...asked }, source, AbortSignal.timeout(20_000))) {
      if (event.type === "relay") {
        bytes.push(...event.bytes.head);
        await event.bytes.pump((piece) => {
          bytes.push(piece);
          onPiece(Buffer.concat(bytes).length);
          return undefined;
        });
      }
      yield event;
    }
  }
  const { items, error } = await drain(pumped());
  const events = items.filter(({ type }) => type !== "observed");
  return { text: Buffer.concat(bytes).toString(), events, error };
}

it.each(["responses", undefined] as const)("calls one after the other share a connection: %s", async (asked) => {
  const { url, connections } = await upstream({ pieces: byEvents });
  const way = createWay();
  for (let count = 0; count < 3; count++) {
    expect((await relay(url, { relay: asked }, { way })).events.at(-1)).toMatchObject(ended);
    // Its end comes a moment after its last event.
    await sleep(20);
  }
  expect(connections()).toBe(1);
});

describe("an answer whose bytes are asked for", () => {
  it.each([
    ["event by event", byEvents],
    ["at once", [recorded]],
    ["cut every 7 bytes", piecesOf(recorded, 7)],
    ["cut every 100 bytes", piecesOf(recorded, 100)],
  ])("goes on byte by byte as it came, %s, and its end is read", async (_, pieces) => {
    const { url } = await upstream({ pieces });
    const { text, events } = await relay(url);
    expect(text).toBe(recorded.toString());
    expect(events).toMatchObject([{ type: "relay" }, ended]);
  });

  it("has ended with its last event, though the connection stays open", async () => {
    const { url } = await upstream({ pieces: byEvents, stays: true });
    const { text, events } = await relay(url);
    expect(text).toBe(recorded.toString());
    expect(events.at(-1)).toMatchObject(ended);
  });

  it("fails as the upstream says in an event, which goes on as well", async () => {
    const response = { id: "resp_0a1", status: "failed", error: { code: "server_error", message: "Broken." } };
    const failed = Buffer.from(`data: ${JSON.stringify({ type: "response.failed", response })}\n\n`);
    const { url } = await upstream({ pieces: [...byEvents.slice(0, -1), failed] });
    const { text, error } = await relay(url);
    expect(text).toBe([...byEvents.slice(0, -1), failed].join(""));
    expect(error).toMatchObject({ code: expect.stringMatching(/^upstream_/) });
  });

  it("is asked for again as long as nothing was shown", async () => {
    const overloaded = Buffer.from('{"error":{"message":"Overloaded","type":"server_error","code":"server_error"}}');
    const { url, asked } = await upstream(
      { status: 500, type: "application/json", pieces: [overloaded] },
      { pieces: byEvents.slice(0, 1), breaks: true },
      { pieces: byEvents },
    );
    const { text, events } = await relay(url);
    expect(asked()).toBe(3);
    expect(text).toBe(recorded.toString());
    expect(events.at(-1)).toMatchObject(ended);
  });

  it("fails where it breaks off in the middle, with what had come handed on", async () => {
    const { url, asked } = await upstream({ pieces: byEvents.slice(0, -3), breaks: true });
    const { text, error } = await relay(url);
    expect(asked()).toBe(1);
    expect(text).toBe(byEvents.slice(0, -3).join(""));
    expect(error).toMatchObject({ code: "upstream_interrupted" });
  });

  it("fails when it falls silent in the middle, for as long as the limit says behind its last piece", async () => {
    const clock = fakeTiming();
    const pieces = byEvents.slice(0, -3);
    const { url } = await upstream({ pieces, stays: true });
    const allCame = Promise.withResolvers<void>();
    const whole = Buffer.concat(pieces).length;
    let isLate = false;
    const onPiece = (length: number) => {
      if (!isLate) clock.advance(idleTimeoutMs - 10);
      isLate = true;
      if (length === whole) allCame.resolve();
    };
    let isOver = false;
    const relayed = relay(url, {}, { clock, onPiece }).finally(() => {
      isOver = true;
    });
    await allCame.promise;
    clock.advance(20);
    await sleep(50);
    expect(isOver).toBe(false);
    clock.advance(idleTimeoutMs);
    const { text, error } = await relayed;
    expect(text).toBe(pieces.join(""));
    expect(error).toMatchObject({ code: "timeout", facts: { idleTimeoutMs } });
  });

  it("ends with a whole event, wherever it breaks off", async () => {
    for (let cut = recorded.length - 1; cut > 400; cut -= 397) {
      const { url } = await upstream({ pieces: [recorded.subarray(0, cut)], breaks: true });
      const { text, error } = await relay(url);
      expect(text).toBe(recorded.toString().slice(0, text.length));
      expect(text).toMatch(/^$|\n\n$/);
      expect(error).toMatchObject({ code: "upstream_interrupted" });
    }
  });

  it("goes on as it came with any line ends, and its last event is whole without a blank line", async () => {
    const withReturns = recorded.toString().replaceAll("\n", "\r\n");
    for (const [sent, got] of [
      [withReturns, withReturns],
      [recorded.toString().trimEnd(), recorded.toString()],
    ] as const) {
      const { url } = await upstream({ pieces: piecesOf(Buffer.from(sent), 100) });
      const { text, events } = await relay(url);
      expect(text).toBe(got);
      expect(events.at(-1)).toMatchObject(ended);
    }
  });

  it("is taken for what it is where a whole answer is called a stream, and not paid for again", async () => {
    const last = byEvents.at(-1)?.toString() ?? "";
    const whole = JSON.stringify(JSON.parse(last.slice(last.indexOf("{"))).response);
    const { url, asked } = await upstream({ pieces: [Buffer.from(whole)] });
    const { text, events, error } = await relay(url);
    expect([error, text]).toEqual([undefined, ""]);
    expect(events.at(-1)).toMatchObject(ended);
    expect(asked()).toBe(1);
  });

  it("is what the upstream did wrong where one of its events has no end, in bytes or in events", async () => {
    const endless = Array.from({ length: 66 }, () => Buffer.alloc(1024 * 1024, "x"));
    for (const asked of [{}, { jsonSchema: { type: "object" } }]) {
      const { url, asked: times } = await upstream({
        pieces: [...byEvents.slice(0, 4), Buffer.from("data: "), ...endless],
      });
      const { error } = await relay(url, asked);
      expect(error).toMatchObject({ code: "upstream_unavailable", message: expect.stringContaining("speak HTTP") });
      expect(times()).toBe(1);
    }
  });

  it("is given in events where it is not what the upstream writes", async () => {
    const { url } = await upstream({ pieces: byEvents });
    const { events } = await relay(url, { jsonSchema: { type: "object" } });
    expect(events.map(({ type }) => type)).not.toContain("relay");
    expect(events.at(-1)).toMatchObject(ended);
  });
});
