import { splitDataUrl } from "@/lib/dataUrl";
import { heldItems, type StateOwner } from "@/lib/llm/answerState";
import { attachmentsOf, type Media } from "@/lib/llm/attachments";
import { asText, type JsonObject, wordOf } from "@/lib/llm/narrow";
import { parseArguments } from "@/lib/llm/toolArguments";
import type { LlmCall, Message } from "@/types/llm";
import { cacheMark } from "./constants";
import { isBlank, textOf } from "./textOf";

interface Turn {
  role: "user" | "assistant";
  content: JsonObject[];
}

/** What an answer can hold that goes back as it came. */
const replayed = new Set("thinking redacted_thinking text tool_use server_tool_use web_search_tool_result".split(" "));

/**
 * The conversation, without its system texts: neighbours of one role are one turn, the results of calls stand first in
 * theirs. Files and pictures stand before the text that they go with, since they are what calls have in common.
 */
export function toTurns(call: LlmCall, owner: StateOwner): JsonObject[] {
  const { messages } = call;
  const media = attachmentsOf(call);
  const marksAt = isRepeated(call) ? messages.findLastIndex((_, index) => media.at(index).files.length > 0) : undefined;
  const turns: Turn[] = [];
  for (const [index, message] of messages.entries()) {
    if (message.role === "system") continue;
    const blocks = toBlocks(message, toMedia(media.at(index), index === marksAt), owner);
    append(turns, message.role === "assistant" ? "assistant" : "user", blocks);
  }
  append(turns, "user", toMedia(media.alone, marksAt === -1));
  return turns.map(({ role, content }, index) => ({
    role,
    content: index === turns.length - 1 && hasResults(call) ? marked(content) : content,
  }));
}

/** Every call of a conversation in which tools were called begins with all that was said before. */
function hasResults({ messages }: LlmCall): boolean {
  return messages.some(({ role }) => role === "tool");
}

function isRepeated({ cacheScope, messages }: LlmCall): boolean {
  return cacheScope !== undefined || messages.some(({ role }) => role === "assistant");
}

function append(turns: Turn[], role: Turn["role"], content: JsonObject[]): void {
  if (content.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role) last.content.push(...content);
  else turns.push({ role, content: [...content] });
}

function toBlocks(message: Message, media: JsonObject[], owner: StateOwner): JsonObject[] {
  if (message.role === "assistant") return toAnswer(message, owner);
  if (message.role !== "tool") return [...media, ...toText(message.content)];
  const said = media.length === 0 ? message.content : [...toText(message.content), ...media];
  const content = media.length === 0 && isBlank(message.content) ? {} : { content: said };
  return [{ type: "tool_result", tool_use_id: toToolId(message.toolCallId), ...content }];
}

type AssistantMessage = Extract<Message, { role: "assistant" }>;

/**
 * Thoughts, searches and calls go back in their order. What was changed since stands as it is said now: a text takes
 * the place of the held ones, a call that the message no longer makes is gone, one that is new stands at the end.
 */
function toAnswer(message: AssistantMessage, owner: StateOwner): JsonObject[] {
  const calls = new Map((message.toolCalls ?? []).map((call) => [call.id, call]));
  const held = (heldItems(message, owner)?.items ?? []).filter(({ type }) => replayed.has(wordOf(type)));
  const isAsSaid = textOf(held) === message.content;
  const kept = held.filter((block) => {
    if (block.type === "text") return isAsSaid && !isBlank(asText(block.text));
    return block.type !== "tool_use" || calls.delete(wordOf(block.id));
  });
  const text = isAsSaid ? [] : toText(message.content);
  const firstCall = kept.findIndex(({ type }) => type === "tool_use");
  const at = firstCall === -1 ? kept.length : firstCall;
  const blocks = [...kept.slice(0, at), ...text, ...kept.slice(at)].map(withSentId);
  return [...blocks, ...[...calls.values()].map(toToolUse)];
}

function withSentId(block: JsonObject): JsonObject {
  return block.type === "tool_use" ? { ...block, id: toToolId(wordOf(block.id)) } : block;
}

function toToolUse({ id, name, arguments: input }: NonNullable<AssistantMessage["toolCalls"]>[number]): JsonObject {
  return { type: "tool_use", id: toToolId(id), name, input: parseArguments(input) };
}

/** Ids of other providers may hold characters that are refused here. */
function toToolId(id: string): string {
  return id.replace(/[^\w-]/g, (character) => `_${character.codePointAt(0)?.toString(16)}_`);
}

/** Blank texts are refused. */
function toText(text: string): JsonObject[] {
  return isBlank(text) ? [] : [{ type: "text", text }];
}

function toMedia({ files, images }: Media, isMarked: boolean): JsonObject[] {
  const documents = files.map(({ name, dataUrl }) => ({ type: "document", source: toSource(dataUrl), title: name }));
  const pictures = images.map((dataUrl) => ({ type: "image", source: toSource(dataUrl) }));
  return isMarked && documents.length > 0 ? [...marked(documents), ...pictures] : [...documents, ...pictures];
}

function toSource(dataUrl: string): JsonObject {
  const { mime, base64 } = splitDataUrl(dataUrl);
  return { type: "base64", media_type: mime, data: base64 };
}

/** Thoughts cannot carry the mark. */
function marked(blocks: JsonObject[]): JsonObject[] {
  const last = blocks.findLastIndex(({ type }) => !wordOf(type).includes("thinking"));
  return blocks.map((block, index) => (index === last ? { ...block, ...cacheMark } : block));
}
