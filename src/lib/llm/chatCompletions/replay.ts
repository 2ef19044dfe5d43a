import { asArray, asObject, asText, isObject, type JsonObject } from "@/lib/llm/narrow";

/** Names under which servers send what a model thinks, the most telling first. */
const thinkingFields = ["reasoning_content", "reasoning", "thinking"] as const;

/** What a model thought, in a delta or a message, and the field it stands in. */
export function readThinking(message: JsonObject): { field: string; text: string } | undefined {
  for (const field of thinkingFields) {
    const value = message[field];
    const text = asText(value) ?? asText(asObject(value).content);
    if (text !== undefined && text !== "") return { field, text };
  }
  return undefined;
}

/** Gathers what some servers want back with the results of the calls that a model made while it was thinking. */
export function createThinkingLog() {
  let field: string | undefined;
  let text = "";
  const details: unknown[] = [];
  return {
    /** Takes note of a delta or a message, and gives the text that it adds. */
    note(message: JsonObject): string {
      details.push(...asArray(message.reasoning_details));
      const thinking = readThinking(message);
      if (thinking === undefined) return "";
      field ??= thinking.field;
      text += thinking.text;
      return thinking.text;
    },
    /** For the state of an answer that asks for calls. */
    items(): JsonObject[] {
      return [
        ...(field === undefined ? [] : [{ type: "thinking", field, text }]),
        ...(details.length === 0 ? [] : [{ type: "reasoning_details", details }]),
      ];
    },
  };
}

/** The fields of an assistant's message that give its thinking back. Items are foreign input. */
export function replayedFields(items: JsonObject[]): JsonObject {
  const fields: JsonObject = {};
  for (const { type, field, text, details } of items) {
    const known = thinkingFields.find((one) => one === field);
    if (type === "thinking" && known !== undefined && typeof text === "string") fields[known] = text;
    if (type === "reasoning_details") fields.reasoning_details = asArray(details).filter(isObject);
  }
  return fields;
}
