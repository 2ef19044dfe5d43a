import type { Readable } from "node:stream";
import type { ByteSource } from "@/lib/sse/decode";

/** A stream of Node, read as its reader would read one of the Web. */
export function byteSourceOf(body: Readable): ByteSource {
  return {
    read: async () => {
      const value = await nextChunk(body);
      return value === undefined ? { done: true } : { done: false, value };
    },
    cancel: async () => letEnd(body),
  };
}

/** What comes next, which stays there to be read; undefined at the end. @throws what the stream throws */
export function peek(body: Readable): Promise<Uint8Array | undefined> {
  return nextChunk(body, (chunk) => body.unshift(chunk));
}

/** In milliseconds. */
const PATIENCE_MS = 500;

/**
 * Leaves a body of which nothing more is wanted. Most that have told their last word are at their end a moment later,
 * and then their connection serves the next call; others lose it.
 */
export function letEnd(body: Readable): void {
  body.on("error", () => undefined);
  const late = setTimeout(() => body.destroy(), PATIENCE_MS).unref();
  body.once("close", () => clearTimeout(late));
  body.resume();
}

/** Undefined at the end. @throws what the stream throws */
async function nextChunk(body: Readable, onChunk?: (chunk: Uint8Array) => void): Promise<Uint8Array | undefined> {
  for (;;) {
    const chunk: Uint8Array | null = body.read();
    if (chunk !== null) {
      // At once: a turn later the stream may have ended.
      onChunk?.(chunk);
      return chunk;
    }
    if (body.errored !== null) throw body.errored;
    if (body.readableEnded || body.destroyed) return undefined;
    await untilNews(body);
  }
}

const news = ["readable", "end", "close", "error"] as const;

async function untilNews(body: Readable): Promise<void> {
  const heard = Promise.withResolvers<void>();
  for (const event of news) body.on(event, heard.resolve);
  await heard.promise;
  for (const event of news) body.off(event, heard.resolve);
}
