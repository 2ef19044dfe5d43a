import { asArray, asObject, asText, type JsonObject, present } from "@/lib/llm/narrow";
import { own } from "@/types/own";

/**
 * The kinds of items that go back with the next call, and their fields (recorded). All else that an answer or a
 * state may hold is left out: nothing is referred to by id alone, and a state is foreign input.
 */
const keptFields: Record<string, readonly string[]> = {
  reasoning: ["id", "summary", "encrypted_content"],
  message: ["id", "status", "role", "content", "phase"],
  function_call: ["id", "status", "name", "namespace", "arguments", "call_id"],
  function_call_output: ["call_id", "output"],
  web_search_call: ["id", "status", "action"],
  image_generation_call: ["id", "status", "revised_prompt", "result"],
};

/** The items as they go back, in their order. */
export function toHeldItems(items: JsonObject[]): JsonObject[] {
  return items.map(toHeldItem).filter((item) => item !== undefined);
}

/** Whether the items say more than the text and the calls of the answer do. */
export function saysMore(items: JsonObject[]): boolean {
  return items.some((item) => item.type !== "message" || item.phase !== undefined);
}

function toHeldItem(item: JsonObject): JsonObject | undefined {
  const type = asText(item.type) ?? "";
  const fields = own(keptFields, type);
  if (fields === undefined) return undefined;
  const kept: JsonObject = { type };
  for (const field of fields) if (item[field] !== undefined && item[field] !== null) kept[field] = item[field];
  if (type === "reasoning") {
    // Without its ciphertext it would be a reference to what nobody has kept.
    if (typeof kept.encrypted_content !== "string") return undefined;
    return { ...kept, summary: asArray(kept.summary) };
  }
  if (type === "message") return toHeldMessage(kept);
  if (type === "function_call" && (asText(kept.call_id) ?? "") === "") return undefined;
  if (type !== "web_search_call") return kept;
  const { sources: _, ...action } = asObject(kept.action);
  return { ...kept, action };
}

function toHeldMessage(item: JsonObject): JsonObject | undefined {
  const content = asArray(item.content)
    .map(asObject)
    .flatMap((part) => {
      if (part.type === "refusal") return [{ type: "refusal", refusal: asText(part.refusal) ?? "" }];
      if (part.type !== "output_text") return [];
      return [present({ type: "output_text", text: asText(part.text) ?? "", annotations: part.annotations })];
    });
  if (content.length === 0) return undefined;
  return { ...item, role: "assistant", content };
}
