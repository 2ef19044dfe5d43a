import { readContent, readWords } from "@/gateway/v1/content";
import { listAt, objectAt, textAt } from "@/gateway/v1/fields";
import type { Media } from "@/gateway/v1/media";
import { paramError } from "@/gateway/v1/paramError";
import { toCustomCall } from "@/gateway/v1/toolTable";
import type { JsonObject } from "@/lib/llm/narrow";
import type { Message, ToolCall } from "@/types/llm";

/** The conversation of a request; pictures and files go into `media`. @throws AppError `invalid_request` */
export function readMessages(messages: unknown, media: Media): Message[] {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw paramError("messages", "a list with at least one message is wanted here.");
  }
  return messages.map((value, index) =>
    readMessage(objectAt(value, `messages[${index}]`), `messages[${index}]`, media),
  );
}

function readMessage(message: JsonObject, param: string, media: Media): Message {
  const { role } = message;
  const place = `${param}.content`;
  if (role === "user") {
    return { role, content: readContent(message.content, place, media), ...media.attached() };
  }
  if (role === "system" || role === "developer") return { role: "system", content: readWords(message.content, place) };
  if (role === "tool") {
    const toolCallId = textAt(message.tool_call_id, `${param}.tool_call_id`);
    return { role, toolCallId, content: readContent(message.content, place, media), ...media.attached() };
  }
  if (role === "assistant") {
    const calls = `${param}.tool_calls`;
    const toolCalls = listAt(message.tool_calls, calls).map((call, index) => readCall(call, `${calls}[${index}]`));
    const content = readWords(message.content, place);
    return { role, content, ...(toolCalls.length === 0 ? {} : { toolCalls }) };
  }
  throw paramError(`${param}.role`, "user, assistant, system, developer or tool is wanted here.", "unsupported_value");
}

function readCall(value: unknown, param: string): ToolCall {
  const call = objectAt(value, param);
  const id = textAt(call.id, `${param}.id`);
  if (call.type === "custom") {
    const { name, input } = objectAt(call.custom, `${param}.custom`);
    return toCustomCall(id, textAt(name, `${param}.custom.name`), textAt(input, `${param}.custom.input`));
  }
  const { name, arguments: json } = objectAt(call.function, `${param}.function`);
  return { id, name: textAt(name, `${param}.function.name`), arguments: textAt(json, `${param}.function.arguments`) };
}
