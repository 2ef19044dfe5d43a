import type { FileFacts, Turn } from "@/simulator/answers/ask";
import { readPdf } from "@/simulator/answers/fileFacts";
import { type ImageFacts, readImage } from "@/simulator/answers/imageFacts";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { invalidRequest } from "./refusals";
import { isSignature } from "./signature";

export interface ReadMessages {
  /** Text of the last message of the person. */
  prompt: string;
  images: ImageFacts[];
  files: FileFacts[];
  turn: Turn;
  texts: string[];
  /** The answer goes on that paused before. */
  goesOn: boolean;
}

interface Reading extends ReadMessages {
  /** Calls of the message before, by their id, that wait for a result. */
  open: Map<string, Turn["calls"][number]>;
  hasPerson: boolean;
}

/** Reads the conversation; refuses what the real API refuses in it. */
export function readMessages(messages: unknown): ReadMessages {
  if (!Array.isArray(messages)) throw invalidRequest("messages: Field required");
  if (messages.length === 0) throw invalidRequest("messages: at least one message is required");
  const reading: Reading = {
    prompt: "",
    images: [],
    files: [],
    turn: { calls: [] },
    texts: [],
    goesOn: false,
    open: new Map(),
    hasPerson: false,
  };
  for (const [index, message] of messages.entries()) readMessage(reading, message, index);
  refuseOpen(reading, messages.length);
  const last = messages.at(-1);
  if (last.role === "assistant") reading.goesOn = checkEnd(last.content);
  return reading;
}

function readMessage(reading: Reading, message: unknown, index: number): void {
  const role = isObject(message) ? message.role : undefined;
  if (role === "system") {
    throw invalidRequest(
      'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.',
    );
  }
  if (!isObject(message) || (role !== "user" && role !== "assistant")) {
    throw invalidRequest(`messages.${index}.role: Input should be 'user' or 'assistant'`);
  }
  const blocks = toBlocks(message.content, `messages.${index}.content`);
  reading.hasPerson = false;
  const said: string[] = [];
  for (const [at, block] of blocks.entries()) {
    const place = `messages.${index}.content.${at}`;
    const text = role === "user" ? readUserBlock(reading, block, place) : readAnswerBlock(reading, block, place);
    if (text !== "") said.push(text);
  }
  if (role === "user") refuseOpen(reading, index);
  if (role === "user" && reading.hasPerson) {
    reading.prompt = said.join("\n");
    reading.turn.calls = [];
  }
  reading.texts.push(...said);
}

function toBlocks(content: unknown, place: string): JsonObject[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (!Array.isArray(content) || content.length === 0) throw invalidRequest(`${place}: Field required`);
  return content.map((block: unknown, index) => {
    if (isObject(block)) return block;
    throw invalidRequest(`${place}.${index}: Input should be a valid dictionary or object to extract fields from`);
  });
}

function readText({ text }: JsonObject, place: string): string {
  if (typeof text !== "string") throw invalidRequest(`${place}.text.text: Field required`);
  if (text === "") throw invalidRequest("messages: text content blocks must be non-empty");
  if (text.trim() === "") throw invalidRequest("messages: text content blocks must contain non-whitespace text");
  return text;
}

function readUserBlock(reading: Reading, block: JsonObject, place: string): string {
  switch (block.type) {
    case "text":
      reading.hasPerson = true;
      return readText(block, place);
    case "image":
      reading.hasPerson = true;
      reading.images.push(readImageBlock(block, place));
      return "";
    case "document":
      reading.hasPerson = true;
      reading.files.push(readDocument(block, place));
      return "";
    case "tool_result":
      return readResult(reading, block, place);
  }
  throw invalidRequest(
    `${place}: Input tag '${String(block.type)}' found using 'type' does not match any of the expected tags: 'document', 'image', 'text', 'tool_result'`,
  );
}

function readResult(reading: Reading, { tool_use_id: id, content }: JsonObject, place: string): string {
  const call = reading.open.get(String(id));
  if (call === undefined || reading.hasPerson) {
    throw invalidRequest(
      `${place}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${String(id)}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
    );
  }
  reading.open.delete(String(id));
  const output = typeof content === "string" ? content : JSON.stringify(content ?? "");
  call.output = output;
  return output;
}

/** Results stand first in the message behind the calls, all of them. */
function refuseOpen({ open }: Reading, index: number): void {
  if (open.size === 0) return;
  const ids = [...open.keys()].join(", ");
  throw invalidRequest(
    `messages.${index - 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${ids}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
  );
}

function readAnswerBlock(reading: Reading, block: JsonObject, place: string): string {
  switch (block.type) {
    case "text":
      return readText(block, place);
    case "thinking":
      if (block.signature === undefined) throw invalidRequest(`${place}.thinking.signature: Field required`);
      if (isSignature(block.signature)) return "";
      throw invalidRequest(`${place}: Invalid \`signature\` in \`thinking\` block`);
    case "tool_use":
      return readCall(reading, block, place);
    case "redacted_thinking":
    case "server_tool_use":
    case "web_search_tool_result":
      return "";
  }
  throw invalidRequest(
    `${place}: Input tag '${String(block.type)}' found using 'type' does not match any of the expected tags`,
  );
}

function readCall(reading: Reading, { id, name, input }: JsonObject, place: string): string {
  if (typeof id !== "string" || !/^[a-zA-Z0-9_-]+$/.test(id)) {
    throw invalidRequest(`${place}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'`);
  }
  if (!isObject(input)) throw invalidRequest(`${place}.tool_use.input: Input should be a valid dictionary`);
  const call = { name: String(name) };
  reading.turn.calls.push(call);
  reading.open.set(id, call);
  return JSON.stringify(input);
}

/** The models of today write no answer on; but one that paused goes on. */
function checkEnd(content: unknown): boolean {
  const last = Array.isArray(content) ? content.at(-1) : undefined;
  if (isObject(last) && /^(server_tool_use|web_search_tool_result)$/.test(String(last.type))) return true;
  throw invalidRequest(
    "This model does not support assistant message prefill. The conversation must end with a user message.",
  );
}

function sourceOf(block: JsonObject, place: string): JsonObject {
  if (isObject(block.source) && block.source.type === "base64" && typeof block.source.data === "string") {
    return block.source;
  }
  throw invalidRequest(`${place}.source.base64.data: Field required`);
}

function readImageBlock(block: JsonObject, place: string): ImageFacts {
  const { data, media_type: mime } = sourceOf(block, `${place}.image`);
  const facts = readImage(Buffer.from(String(data), "base64"));
  if (facts === undefined) throw invalidRequest("Could not process image");
  if (facts.mime === mime) return facts;
  throw invalidRequest(
    `${place}.image.source.base64.data: The image was specified using the ${String(mime)} media type, but the image appears to be a ${facts.mime} image`,
  );
}

function readDocument(block: JsonObject, place: string): FileFacts {
  const { data, media_type: mime } = sourceOf(block, `${place}.document`);
  const facts = readPdf(String(block.title ?? "document.pdf"), `data:${String(mime)};base64,${String(data)}`);
  if (facts === undefined) throw invalidRequest(`${place}.pdf.source.base64.data: The PDF specified was not valid.`);
  return facts;
}
