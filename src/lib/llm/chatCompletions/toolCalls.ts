import { asArray, asNumber, asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import type { ToolCall } from "@/types/llm";

interface Gathered {
  index: number;
  id: string | undefined;
  name: string;
  arguments: string;
}

/**
 * Puts calls together from their parts. Parts belong together by `index`; servers that count none, or give every call
 * the same, name a call by an id of its own.
 */
export function createToolCallAssembly() {
  const gathered: Gathered[] = [];

  function find(part: JsonObject, place: number): Gathered {
    const id = asText(part.id) || undefined;
    const index = asNumber(part.index) ?? place;
    const known = gathered.findLast((call) => call.index === index && (id === undefined || call.id === id));
    const begun = known ?? gathered.findLast((call) => call.index === index && call.id === undefined);
    if (begun !== undefined) {
      begun.id ??= id;
      return begun;
    }
    const call: Gathered = { index, id, name: "", arguments: "" };
    gathered.push(call);
    return call;
  }

  return {
    /** `tool_calls` of a delta, or of a whole message. */
    add(parts: unknown): void {
      for (const [place, part] of asArray(parts).map(asObject).entries()) {
        const call = find(part, place);
        const { name, arguments: text } = asObject(part.function);
        if (call.name === "") call.name = asText(name) ?? "";
        // A few servers send the parsed arguments.
        call.arguments += asText(text) ?? (text === undefined || text === null ? "" : JSON.stringify(text));
      }
    },
    /** To be asked once the answer has ended. */
    calls(): ToolCall[] {
      return gathered
        .filter(({ name }) => name !== "")
        .map(({ id, name, arguments: text }, place) => ({
          id: id ?? `call_${place}`,
          name,
          arguments: text.trim() === "" ? "{}" : text,
        }));
    },
  };
}
