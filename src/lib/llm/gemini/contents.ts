import { splitDataUrl } from "@/lib/dataUrl";
import { heldItems, type StateOwner } from "@/lib/llm/answerState";
import { attachmentsOf, isEmptyMedia, type Media, withMediaBehindResults } from "@/lib/llm/attachments";
import { asObject, asText, type JsonObject, wordOf } from "@/lib/llm/narrow";
import { parseArguments } from "@/lib/llm/toolArguments";
import type { LlmCall, Message } from "@/types/llm";
import { levelModels, noSignature } from "./constants";

export interface ContentStyle {
  owner: StateOwner;
  /** The signatures of thoughts were refused. */
  withoutSignatures?: boolean;
}

/** What an answer can hold that goes back as it came. */
const replayed = ["text", "functionCall", "toolCall", "toolResponse"];

/** The conversation without its system texts. Files stand before the text that they go with, pictures behind it. */
export function toContents(asked: LlmCall, style?: ContentStyle): JsonObject[] {
  const call = withMediaBehindResults(asked);
  const { messages } = call;
  const media = attachmentsOf(call);
  const names = namesOf(messages);
  const contents: { role: string; parts: JsonObject[] }[] = [];
  for (const [index, message] of messages.entries()) {
    if (message.role === "system") continue;
    if (message.role === "assistant") {
      const parts = toAnswer(message, call, style);
      if (parts.length > 0) contents.push({ role: "model", parts });
    } else if (message.role === "tool") {
      const result = toResult(message, names);
      // All that one answer asked for comes back at once.
      if (messages[index - 1]?.role === "tool") contents.at(-1)?.parts.push(result);
      else contents.push({ role: "user", parts: [result] });
    } else {
      const parts = withMedia(toText(message.content), media.at(index));
      if (parts.length > 0) contents.push({ role: "user", parts });
    }
  }
  return isEmptyMedia(media.alone) ? contents : [...contents, { role: "user", parts: withMedia([], media.alone) }];
}

/** A part of nothing is refused, and so is a turn without parts. */
function toText(text: string): JsonObject[] {
  return text === "" ? [] : [{ text }];
}

function withMedia(text: JsonObject[], { images, files }: Media): JsonObject[] {
  return [...files.map(({ dataUrl }) => toInlineData(dataUrl)), ...text, ...images.map(toInlineData)];
}

function namesOf(messages: Message[]): Map<string, string> {
  const calls = messages.flatMap((message) => (message.role === "assistant" ? (message.toolCalls ?? []) : []));
  return new Map(calls.map(({ id, name }) => [id, name]));
}

function toResult({ toolCallId: id, content }: Extract<Message, { role: "tool" }>, names: Map<string, string>) {
  return { functionResponse: { id, name: names.get(id) ?? "", response: { output: content } } };
}

type AssistantMessage = Extract<Message, { role: "assistant" }>;

/**
 * An answer with the signatures of its thoughts on the parts that they came with. What was changed since stands as it
 * is said now: a text takes the place of the held ones, a call that the message no longer makes is gone, one that is
 * new stands at the end.
 */
function toAnswer(message: AssistantMessage, call: LlmCall, style: ContentStyle | undefined): JsonObject[] {
  const calls = new Map((message.toolCalls ?? []).map((made) => [made.id, made]));
  const held = style === undefined ? undefined : heldItems(message, style.owner);
  const items = (held?.items ?? []).filter((part) => replayed.some((kind) => part[kind] !== undefined));
  const isAsSaid =
    items.map(({ text, thought }) => (thought === true ? "" : (asText(text) ?? ""))).join("") === message.content;
  const kept = items.filter((part) => {
    if (part.text !== undefined) return isAsSaid;
    return part.functionCall === undefined || calls.delete(wordOf(asObject(part.functionCall).id));
  });
  const text = isAsSaid ? [] : toText(message.content);
  const isReadable = held !== undefined && !held.isForeign && style?.withoutSignatures !== true;
  const parts = [...(isReadable ? kept : kept.flatMap(withoutSignature)), ...[...calls.values()].map(toCallPart)];
  const firstCall = parts.findIndex(({ functionCall }) => functionCall !== undefined);
  const at = firstCall === -1 ? parts.length : firstCall;
  return signed([...parts.slice(0, at), ...text, ...parts.slice(at)], call);
}

function withoutSignature({ thoughtSignature: _, ...part }: JsonObject): JsonObject[] {
  return part.text === "" || part.thought === true ? [] : [part];
}

function toCallPart({ id, name, arguments: args }: NonNullable<AssistantMessage["toolCalls"]>[number]): JsonObject {
  return { functionCall: { id, name, args: parseArguments(args) } };
}

/** From Gemini 3 on the first call of an answer must carry a signature, or say that there is none. */
function signed(parts: JsonObject[], { model }: LlmCall): JsonObject[] {
  const first = parts.findIndex(({ functionCall }) => functionCall !== undefined);
  if (!levelModels.test(model) || first === -1 || parts[first]?.thoughtSignature !== undefined) return parts;
  return parts.map((part, index) => (index === first ? { ...part, thoughtSignature: noSignature } : part));
}

export function toInlineData(dataUrl: string): JsonObject {
  const { mime, base64 } = splitDataUrl(dataUrl);
  return { inlineData: { mimeType: mime, data: base64 } };
}
