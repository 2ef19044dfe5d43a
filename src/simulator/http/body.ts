import { promisify } from "node:util";
import { zstdDecompress } from "node:zlib";
import { type Exchange, Refusal } from "./exchange";

const maxBodyBytes = 64 * 1024 * 1024;
const decompress = promisify(zstdDecompress);

/** The raw body, at most 64 MiB. */
export async function readBody(exchange: Exchange): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of exchange.req) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new Refusal(413, { detail: "Request body is too large" });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The body with its content encoding undone: identity or zstd, the two the Codex client uses. Undefined: not decodable. */
export async function readDecodedBody(exchange: Exchange): Promise<Buffer | undefined> {
  const raw = await readBody(exchange);
  const encoding = exchange.req.headers["content-encoding"] ?? "identity";
  exchange.facts.contentEncoding = encoding;
  if (encoding === "identity") return raw;
  if (encoding !== "zstd") return undefined;
  return decompress(raw, { maxOutputLength: maxBodyBytes }).catch(() => undefined);
}

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The body as a JSON object, or undefined when it is anything else. */
export function parseJsonObject(body: Buffer | undefined): JsonObject | undefined {
  if (body === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** A form or a JSON object as flat strings: the token endpoints take both. */
export async function readFormOrJson(exchange: Exchange): Promise<Record<string, string>> {
  const body = await readBody(exchange);
  if (!(exchange.req.headers["content-type"] ?? "").includes("json")) {
    return Object.fromEntries(new URLSearchParams(body.toString("utf8")));
  }
  const json = parseJsonObject(body);
  if (json === undefined) throw new Refusal(400, { error: "invalid_request", error_description: "body is not JSON" });
  const strings = Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(strings);
}
