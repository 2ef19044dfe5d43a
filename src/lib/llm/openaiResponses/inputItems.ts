import { heldItems, type StateOwner } from "@/lib/llm/answerState";
import { attachmentsOf, isEmptyMedia, type Media } from "@/lib/llm/attachments";
import { asText, type JsonObject } from "@/lib/llm/narrow";
import type { LlmCall, Message, ToolCall } from "@/types/llm";
import { toHeldItems } from "./heldItems";

export interface ReplayStyle {
  /** Who is asked. */
  owner: StateOwner;
  /** The upstream does not take the ciphertext back. */
  withoutReasoning?: boolean;
  /** Fields of items that the upstream does not know. */
  withoutFields?: readonly string[];
}

/**
 * The conversation as items, in its order: what an answer held stands where it stood, its calls before their results.
 * Files stand before the text that they go with, pictures behind it; what is long and alike comes first.
 */
export function toInput(call: LlmCall, style: ReplayStyle): JsonObject[] {
  const media = attachmentsOf(call);
  const items = call.messages.flatMap((message, index) => toItems(message, media.at(index), style));
  if (isEmptyMedia(media.alone)) return items;
  return [...items, { type: "message", role: "user", content: withMedia([], media.alone) }];
}

export function textItem(role: "developer" | "user" | "assistant", text: string): JsonObject {
  return { type: "message", role, content: partsOf(role === "assistant" ? "output_text" : "input_text", text) };
}

/** Whether a call carries thoughts that who is asked now cannot read. */
export function hasForeignReasoning({ messages }: LlmCall, owner: StateOwner): boolean {
  return messages.some((message) => {
    const held = heldItems(message, owner);
    return held?.isForeign === true && toHeldItems(held.items).some(({ type }) => type === "reasoning");
  });
}

function toItems(message: Message, media: Media, style: ReplayStyle): JsonObject[] {
  const { role, content } = message;
  if (role === "assistant") return toAnswerItems(message, style);
  if (role === "system") return [textItem("developer", content)];
  const text = content === "" && !isEmptyMedia(media) ? [] : partsOf("input_text", content);
  const parts = withMedia(text, media);
  if (role === "user") return [{ type: "message", role, content: parts }];
  const output = isEmptyMedia(media) ? content : parts;
  return [{ type: "function_call_output", call_id: message.toolCallId, output }];
}

function withMedia(text: JsonObject[], { images, files }: Media): JsonObject[] {
  return [...files.map(filePart), ...text, ...images.map(imagePart)];
}

function toAnswerItems(message: Extract<Message, { role: "assistant" }>, style: ReplayStyle): JsonObject[] {
  const calls = message.toolCalls ?? [];
  const held = heldItems(message, style.owner);
  const items = held === undefined ? [] : toHeldItems(held.items);
  if (held !== undefined && items.length > 0 && haveCalls(items, calls)) {
    const withoutReasoning = style.withoutReasoning === true || held.isForeign;
    const kept = withoutReasoning ? items.filter(({ type }) => type !== "reasoning") : items;
    // An item that followed thoughts is known by its id to have done so.
    const dropped = [...(style.withoutFields ?? []), ...(withoutReasoning ? ["id"] : [])];
    return kept.map((item) => without(item, dropped));
  }
  const said = message.content === "" ? [] : [textItem("assistant", message.content)];
  return [...said, ...calls.map(toCallItem)];
}

/** A state that tells of other calls than the message does is not that of the message. */
function haveCalls(items: JsonObject[], calls: ToolCall[]): boolean {
  const answered = new Set(items.flatMap(({ type, call_id }) => (type === "function_call_output" ? [call_id] : [])));
  const open = items.flatMap(({ type, call_id }) =>
    type === "function_call" && !answered.has(call_id) ? [asText(call_id)] : [],
  );
  return open.length === calls.length && calls.every(({ id }) => open.includes(id));
}

function toCallItem({ id, name, arguments: json }: ToolCall): JsonObject {
  return { type: "function_call", name, arguments: json, call_id: id };
}

function without(item: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(item).filter(([field]) => !fields.includes(field)));
}

function partsOf(type: string, text: string): JsonObject[] {
  return [{ type, text }];
}

function imagePart(dataUrl: string): JsonObject {
  return { type: "input_image", image_url: dataUrl, detail: "auto" };
}

function filePart({ name, dataUrl }: NonNullable<LlmCall["files"]>[number]): JsonObject {
  return { type: "input_file", filename: name, file_data: dataUrl };
}
