import { asText, isObject, type JsonObject } from "@/lib/llm/narrow";
import type { Source, ToolCall } from "@/types/llm";
import { toHeldItems } from "./heldItems";
import { readSources } from "./sources";

/** Gathers the finished items of one answer; what an unfinished one says is never acted upon. */
export interface AnswerItems {
  add(item: JsonObject): void;
  /** A citation that came as an event. */
  annotate(itemId: string, annotation: JsonObject): void;
  /** What the finished response lists counts only where no event brought an item. Gives the items that are new. */
  complete(output: JsonObject[]): JsonObject[];
  calls(): ToolCall[];
  sources(text: string): Source[];
  /** What has to go back with the next call. */
  held(): JsonObject[];
}

export function createAnswerItems(): AnswerItems {
  const items: JsonObject[] = [];
  const annotations = new Map<string, JsonObject[]>();

  return {
    add: (item) => void items.push(withCallId(item)),
    annotate(itemId, annotation) {
      const known = annotations.get(itemId) ?? [];
      known.push(annotation);
      annotations.set(itemId, known);
    },
    complete(output) {
      if (items.length > 0) return [];
      items.push(...output.map(withCallId));
      return output;
    },
    calls: () => items.flatMap((item) => toCall(item) ?? []),
    sources: (text) => readSources(items, annotations, text),
    held: () => toHeldItems(items),
  };
}

/** Some servers name a call by the id of its item alone. */
function withCallId(item: JsonObject): JsonObject {
  const isNamed = item.type !== "function_call" || (typeof item.call_id === "string" && item.call_id !== "");
  return isNamed ? item : { ...item, call_id: item.id };
}

/** Undefined for any other item, and for a call that was cut or that no result could be given to. */
function toCall({ type, status, call_id: id, name, arguments: json }: JsonObject): ToolCall | undefined {
  if (type !== "function_call" || status === "incomplete" || typeof id !== "string" || id === "") return undefined;
  return { id, name: asText(name) ?? "", arguments: toArguments(json) };
}

/** Some servers give the arguments as the object that they are. */
function toArguments(json: unknown): string {
  return isObject(json) ? JSON.stringify(json) : (asText(json) ?? "");
}
