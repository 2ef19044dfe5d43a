import { heldItems } from "@/lib/llm/answerState";
import { attachmentsOf, isEmptyMedia, type Media, withMediaBehindResults } from "@/lib/llm/attachments";
import type { JsonObject } from "@/lib/llm/narrow";
import type { LlmCall, Message } from "@/types/llm";
import { replayedFields } from "./replay";

/** The conversation as Chat Completions has it. */
export function toChatMessages(asked: LlmCall, payer: string, schemaHint: object | undefined): JsonObject[] {
  const call = withMediaBehindResults(asked);
  const system = [call.system, schemaHint && toHint(schemaHint)].filter(Boolean).join("\n\n");
  const media = attachmentsOf(call);
  const said = call.messages.map((message, index) => {
    const parts = toParts(media.at(index));
    if (parts.length === 0) return toMessage(message, call, payer);
    // Some servers refuse a text of nothing.
    const text = message.content === "" ? [] : [{ type: "text", text: message.content }];
    return { role: "user", content: [...text, ...parts] };
  });
  const alone = isEmptyMedia(media.alone) ? [] : [{ role: "user", content: toParts(media.alone) }];
  return [...(system === "" ? [] : [{ role: "system", content: system }]), ...said, ...alone];
}

function toParts({ images, files }: Media): JsonObject[] {
  return [...images.map(toPicture), ...files.map(toFile)];
}

function toMessage(message: Message, { provider, model }: LlmCall, payer: string): JsonObject {
  if (message.role === "tool") return { role: "tool", tool_call_id: message.toolCallId, content: message.content };
  const { role, content } = message;
  if (role !== "assistant" || message.toolCalls === undefined || message.toolCalls.length === 0)
    return { role, content };
  const calls = message.toolCalls.map(({ id, name, arguments: text }) => ({
    id,
    type: "function",
    function: { name, arguments: text },
  }));
  const held = heldItems(message, { provider, payer, model });
  // What one server wrote of its thinking means nothing to another.
  const thinking = held === undefined || held.isForeign ? {} : replayedFields(held.items);
  return { role, content: content === "" ? null : content, ...thinking, tool_calls: calls };
}

/** For servers that take no schema, or only that there be JSON. */
function toHint(schema: object): string {
  return `Answer with one JSON value alone, without any words around it, that fits this JSON schema:\n${JSON.stringify(schema)}`;
}

function toPicture(url: string): JsonObject {
  return { type: "image_url", image_url: { url } };
}

function toFile({ name, dataUrl }: NonNullable<LlmCall["files"]>[number]): JsonObject {
  return { type: "file", file: { filename: name, file_data: dataUrl } };
}
