import type { ByteSource } from "@/lib/sse/decode";

export interface SniffedBody {
  /** By its first characters: servers call a stream JSON, JSON a stream, and pages anything. */
  kind: "stream" | "json" | "page" | "text";
  /** The whole body, from its first byte on. */
  source: ByteSource;
}

/** A line of a stream is a comment or one of four fields. */
const streamLine = /^(data|event|id|retry)?:/;
/** The longest name of a field, its colon, and some characters to spare. */
const enoughLength = 8;

/** Looks at the beginning of a body. An empty one is a stream in which nothing came. `onRead` hears of each read. */
export async function sniffBody(reader: ByteSource, onRead: () => void): Promise<SniffedBody> {
  const kept: Uint8Array[] = [];
  const decoder = new TextDecoder();
  let head = "";
  for (let isOver = false; !isOver && head.length < enoughLength && !head.includes("\n"); ) {
    const { done, value } = await reader.read();
    onRead();
    isOver = done;
    if (value !== undefined) kept.push(value);
    head = (head + decoder.decode(value, { stream: !done })).trimStart();
  }
  return {
    kind: kindOf(head),
    source: {
      async read() {
        const value = kept.shift();
        if (value !== undefined) return { done: false, value };
        const read = await reader.read();
        onRead();
        return read;
      },
      cancel: () => reader.cancel(),
    },
  };
}

/** By the first characters of a body. */
export function kindOf(head: string): SniffedBody["kind"] {
  if (head === "" || streamLine.test(head)) return "stream";
  if (head.startsWith("{") || head.startsWith("[")) return "json";
  return head.startsWith("<") ? "page" : "text";
}
