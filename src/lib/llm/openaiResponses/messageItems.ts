import { asArray, asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import { joinMessages } from "./textAssembly";

/** Newer models tell what they say about their work (`commentary`) from the answer (`final_answer`, or no phase). */
export function isCommentary(item: JsonObject): boolean {
  return item.type === "message" && item.phase === "commentary";
}

export function isAnswer(item: JsonObject): boolean {
  return item.type === "message" && !isCommentary(item);
}

export function readMessage(item: JsonObject): { text: string; refusal: string } {
  const parts = asArray(item.content).map(asObject);
  const join = (type: string, field: string) =>
    parts.map((part) => (part.type === type ? (asText(part[field]) ?? "") : "")).join("");
  return { text: join("output_text", "text"), refusal: join("refusal", "refusal") };
}

/** What the finished items of a response say together. */
export function readAnswer(items: JsonObject[]): { text: string; refusal: string } {
  const messages = items.filter(isAnswer).map(readMessage);
  return {
    text: joinMessages(messages.map(({ text }) => text)),
    refusal: joinMessages(messages.map(({ refusal }) => refusal)),
  };
}

/** What a finished item of thoughts tells: its summary, else what it was thought in. */
export function readThoughts({ summary, content }: JsonObject): string {
  const textsOf = (parts: unknown) => asArray(parts).flatMap((part) => asText(asObject(part).text) ?? []);
  const told = textsOf(summary);
  return joinMessages(told.length === 0 ? textsOf(content) : told);
}
