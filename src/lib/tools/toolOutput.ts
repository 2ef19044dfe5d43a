import type { CallToolResult, ContentBlock } from "@modelcontextprotocol/client";
import type { ToolFile, ToolOutput } from "@/lib/nodes/toolCaller";
import { AppError } from "@/types/errors";

/** Of one output, in bytes. */
export const MAX_OUTPUT_BYTES = 10 * 1024 * 1024;

/**
 * What a tool gave: its texts joined, pictures, sound and embedded files as bytes. Links are told as words; nobody
 * follows them. @throws AppError `tool_failed` for more than 10 MB
 */
export function toToolOutput({ content, structuredContent, isError }: CallToolResult): ToolOutput {
  const texts: string[] = [];
  const files: ToolFile[] = [];
  for (const block of content) {
    const part = read(block);
    if (typeof part === "string") texts.push(part);
    else files.push(part);
  }
  const structured = toStructured(structuredContent);
  const text = texts.length === 0 && structured !== undefined ? JSON.stringify(structured) : texts.join("\n\n");
  requireFits(text, files);
  return {
    text,
    ...(isError === true ? { isError } : {}),
    ...(structured === undefined ? {} : { structured }),
    ...(files.length === 0 ? {} : { files }),
  };
}

function read(block: ContentBlock): string | ToolFile {
  switch (block.type) {
    case "text":
      return block.text;
    case "image":
    case "audio":
      return { mime: block.mimeType, bytes: toBytes(block.data) };
    case "resource_link":
      return `${block.title ?? block.name}: ${block.uri}`;
    case "resource": {
      const { resource } = block;
      if ("text" in resource) return resource.text;
      const mime = resource.mimeType ?? "application/octet-stream";
      return { mime, bytes: toBytes(resource.blob), name: nameOf(resource.uri) };
    }
    default:
      return JSON.stringify(block);
  }
}

function toBytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, "base64"));
}

/** The last part of its address. */
function nameOf(uri: string): string | undefined {
  const [, last] = /([^/\\?#]+)(?:[?#].*)?$/.exec(uri) ?? [];
  return last?.slice(0, 200);
}

/** Newer servers may give any JSON value. */
function toStructured(value: unknown): ToolOutput["structured"] {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>; // it came as JSON
  return { value };
}

function requireFits(text: string, files: ToolFile[]): void {
  const bytes = Buffer.byteLength(text) + files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (bytes > MAX_OUTPUT_BYTES) throw tooLarge();
}

export function tooLarge(): AppError {
  return new AppError(
    "tool_failed",
    "The tool gave more than 10 MB, which is not taken. Ask it for less, such as one file or fewer rows.",
    { reason: "too_large" },
  );
}
