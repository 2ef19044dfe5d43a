import { type AddressInfo, createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseConfig } from "@/lib/config";
import { createEgress } from "@/lib/egress";
import { credentialSource, drain, keyPayer } from "@/lib/llm/__fixtures__/upstream";
import type { LlmCall } from "@/types/llm";
import { createProviders } from "./providers";
import { systemTiming } from "./timing";

const never = new AbortController().signal;
const call: LlmCall = { provider: "openai", model: "m", messages: [{ role: "user", content: "hi" }] };

/** A server that answers every first piece of a connection with these bytes, and how many there were. */
async function startServer(answer: string) {
  const counts = { connections: 0 };
  const server = createServer((socket) => {
    counts.connections += 1;
    socket.on("error", () => socket.destroy());
    socket.once("data", () => socket.end(answer, "latin1"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { counts, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function providersOf(baseUrl: string, fetch = globalThis.fetch) {
  const timing = { ...systemTiming, sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };
  const config = parseConfig({ OPENAI_BASE_URL: baseUrl });
  return createProviders(config, { fetch, timing, idleTimeoutMs: 5000 });
}

const { source } = credentialSource(keyPayer);
const head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";

const straight = createEgress({ url: undefined, noProxy: "" }, globalThis.fetch).fetch;
const ways = { "by fetch": globalThis.fetch, "past it": straight };

const faults = [
  ["another protocol", "SSH-2.0-OpenSSH_9\r\n"],
  ["a header without a name", `${head}: x\r\n\r\nhi`],
  ["a header with a space in its name", `${head}bad name: x\r\n\r\nhi`],
  ["a header with a control character", `${head}x-a: \x01\r\n\r\nhi`],
  ["a length that is no number", `${head}content-length: abc\r\n\r\nhi`],
  ["two lengths", `${head}content-length: 2\r\ncontent-length: 3\r\n\r\nhi`],
  ["a head without end", `${head}x-a: ${"a".repeat(200_000)}\r\n\r\n`],
  ["a status that there is not", "HTTP/1.1 000 OK\r\ncontent-length: 0\r\n\r\n"],
  ["a broken piece", `${head}transfer-encoding: chunked\r\n\r\nZZ\r\nhi`],
  ["a body that is not packed as it says", `${head}content-encoding: gzip\r\ncontent-length: 2\r\n\r\nhi`],
] as const;

describe.each(Object.entries(ways))("%s", (_, way) => {
  test.each(faults)(
    "an answer that is no HTTP is the upstream's fault, and not asked for again: %s",
    async (_, bytes) => {
      const { counts, url } = await startServer(bytes);
      const { error } = await drain(providersOf(url, way).openai.stream(call, source, never));
      expect(error).toMatchObject({
        code: "upstream_unavailable",
        message: expect.stringContaining("does not speak HTTP"),
      });
      expect(counts.connections).toBe(1);
    },
  );
});

test("a list of models fails in the same words", async () => {
  const { url } = await startServer("SSH-2.0-OpenSSH_9\r\n");
  const listing = providersOf(url).openai.listModels(source, never);
  await expect(listing).rejects.toMatchObject({ code: "upstream_unavailable" });
});

test.each(["403", "407", "502", "none"])(
  "a proxy that refuses with %s is named as such, however it is set",
  async (status) => {
    const answer = status === "none" ? "" : `HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`;
    const { counts, url } = await startServer(answer);
    const egress = createEgress({ url, noProxy: "" }, globalThis.fetch);
    const fetch = status === "407" ? egress.fetchThrough(url) : egress.fetch;
    const { error } = await drain(providersOf("https://api.example.test/v1", fetch).openai.stream(call, source, never));
    expect(error).toMatchObject({
      code: "upstream_unavailable",
      message: `The proxy on the way to OpenAI refused the connection (${status}). Check the proxy settings.`,
    });
    expect(counts.connections).toBe(1);
  },
);

test("a key that no header takes is refused without a word of it", async () => {
  const key = "sk-first\nsecond-part";
  const { source: odd } = credentialSource(keyPayer, { bearer: key });
  const { error } = await drain(providersOf("http://127.0.0.1:9").openai.stream(call, odd, never));
  expect(error).toMatchObject({ code: "auth_required", facts: { action: "add_key" } });
  const { message, stack, cause } = error as Error;
  expect(JSON.stringify([message, stack, String(cause)])).not.toContain("second-part");
});
