import { asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { ToolCall } from "@/types/llm";

/** What an answer holds, part by part. */
export interface AnswerParts {
  add(part: JsonObject): ProviderEvent[];
  text(): string;
  calls(): ToolCall[];
  /** What the next call of the conversation needs back; empty where the text says it all. */
  held(): JsonObject[];
}

/** `newId` names calls to which the API gave no id. */
export function createAnswerParts(newId: () => string, onlyOneCall: boolean): AnswerParts {
  const parts: JsonObject[] = [];
  const calls: ToolCall[] = [];
  let text = "";

  function addCall(part: JsonObject): ProviderEvent[] {
    if (onlyOneCall && calls.length > 0) return [];
    const { id, name, args } = asObject(part.functionCall);
    const given = typeof id === "string" && id !== "" && !calls.some((call) => call.id === id) ? id : newId();
    calls.push({ id: given, name: asText(name) ?? "", arguments: JSON.stringify(asObject(args)) });
    parts.push({ ...part, functionCall: { ...asObject(part.functionCall), id: given } });
    return [];
  }

  function addText(part: JsonObject, said: string): ProviderEvent[] {
    const { thought, thoughtSignature } = part;
    const last = parts.at(-1);
    // A text comes in pieces; a signature belongs to the part that it came with.
    const goesOn = last?.text !== undefined && last.thought !== true && last.thoughtSignature === undefined;
    if (thought !== true || thoughtSignature !== undefined) {
      if (goesOn && thoughtSignature === undefined) last.text = `${asText(last.text) ?? ""}${said}`;
      else if (said !== "" || thoughtSignature !== undefined) parts.push({ ...part });
    }
    if (said === "") return [];
    if (thought === true) return [{ type: "reasoning-delta", text: said }];
    text += said;
    return [{ type: "text-delta", text: said }];
  }

  return {
    add(part) {
      if (part.functionCall !== undefined) return addCall(part);
      if (typeof part.text === "string") return addText(part, part.text);
      if (part.toolCall !== undefined || part.toolResponse !== undefined) parts.push({ ...part });
      return [];
    },
    text: () => text,
    calls: () => calls,
    held: () => (parts.every((part) => part.text !== undefined && part.thoughtSignature === undefined) ? [] : parts),
  };
}
