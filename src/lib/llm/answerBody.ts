import { Readable } from "node:stream";
import type { EventSourceMessage } from "eventsource-parser";
import type { DirectResponse } from "@/lib/directRequest";
import { type ByteSource, decodeBatches } from "@/lib/sse/decode";
import type { Refusal } from "./failure";
import { byteSourceOf, peek } from "./nodeBody";
import { kindOf, sniffBody } from "./sniffBody";

/** The messages of an answer as they come: parsed JSON, or the text of what is none. */
export interface Opened {
  batches: AsyncIterable<unknown[]> | Iterable<unknown[]>;
  /** It came as one body, which cannot have been cut. */
  isWhole: boolean;
}

/** As `fetch` or `postDirectly` gives it. */
export type UpstreamResponse = Response | DirectResponse;

type Body = NonNullable<UpstreamResponse["body"]>;

/** Characters of a whole answer that are read. */
const maxAnswerLength = 64 * 1024 * 1024;
/** Characters of an error answer that are read; real ones are far shorter. */
const maxRefusalLength = 64 * 1024;

/** Reads an answer as what it is, not as what it is called: a stream, JSON, or words. A page is a refusal. */
export async function openAnswer(
  url: string,
  response: UpstreamResponse,
  onRead: () => void,
): Promise<Opened | Refusal> {
  // The body was looked for before.
  const { kind, source } = await sniffBody(toSource(response.body as Body), onRead);
  if (kind === "page" || (kind === "text" && isPage(response)))
    return toRefusal(url, response, await readText(source, maxRefusalLength));
  if (kind === "stream") return { batches: readStream(source), isWhole: false };
  if (kind === "json") return { batches: [toMessages(await readText(source, maxAnswerLength))], isWhole: true };
  return { batches: [[await readText(source, maxRefusalLength)]], isWhole: true };
}

/** Reads an answer that is a refusal, within bounds. */
export async function readRefusal(url: string, response: UpstreamResponse): Promise<Refusal> {
  const text = response.body === null ? "" : await readText(toSource(response.body), maxRefusalLength);
  return toRefusal(url, response, text);
}

function toSource(body: Body): ByteSource {
  return body instanceof Readable ? byteSourceOf(body) : body.getReader();
}

function toRefusal(url: string, response: UpstreamResponse, text: string): Refusal {
  const { status, headers } = response;
  const isHtml = isPage(response) || /^\s*<(!doctype|html)/i.test(text);
  const body = isHtml ? titleOf(text) : parseJson(text);
  return { url: url.replace(/\?.*$/, ""), status, headers, body: body === "" ? undefined : body, isHtml };
}

/** By its own account, and by how it begins. @throws what the body throws */
export async function isStream({ headers }: Pick<UpstreamResponse, "headers">, body: Readable): Promise<boolean> {
  if (!(headers.get("content-type") ?? "").startsWith("text/event-stream")) return false;
  const begun = await peek(body);
  return kindOf(new TextDecoder().decode(begun?.subarray(0, 100)).trimStart()) === "stream";
}

/** By its own account. */
export function isPage(response: Pick<UpstreamResponse, "headers">): boolean {
  return (response.headers.get("content-type") ?? "").includes("html");
}

/** The messages of a server-sent event stream. */
async function* readStream(source: ByteSource): AsyncGenerator<unknown[], void, undefined> {
  for await (const batch of decodeBatches(source)) {
    yield batch.map(toMessage);
  }
}

export function toMessage({ event, data }: Pick<EventSourceMessage, "event" | "data">): unknown {
  const message = parseJson(data);
  return event === "error" ? toErrorMessage(message) : message;
}

/** An event that is called an error is one, whatever its data looks like. */
function toErrorMessage(message: unknown): unknown {
  const hasError = typeof message === "object" && message !== null && "error" in message;
  return hasError ? message : { type: "error", error: typeof message === "string" ? { message } : message };
}

/** One value, the parts of a list, or one value on each line. */
function toMessages(text: string): unknown[] {
  const whole = parseJson(text);
  if (typeof whole !== "string") return Array.isArray(whole) ? whole : [whole];
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const messages = lines.map(parseJson);
  return messages.some((message) => typeof message === "string") ? [text] : messages;
}

/** At most about `limit` characters; the connection is closed if there are more. */
async function readText(source: ByteSource, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let length = 0;
  for (let read = await source.read(); !read.done; read = await source.read()) {
    const part = decoder.decode(read.value, { stream: true });
    parts.push(part);
    length += part.length;
    if (length <= limit) continue;
    await source.cancel();
    break;
  }
  return parts.join("") + decoder.decode();
}

/** What a page calls itself. */
function titleOf(page: string): string | undefined {
  const [, title] = /<(?:title|h1)[^>]*>([^<]{1,300})</i.exec(page) ?? [];
  return title?.replace(/\s+/g, " ").trim() || undefined;
}

/** The text itself, trimmed, when it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.trim();
  }
}
