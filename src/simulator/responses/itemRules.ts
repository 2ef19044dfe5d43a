import { isObject, type JsonObject } from "@/simulator/http/body";
import { isSealedFor } from "./ciphertext";
import { missingParameter, type Refuse, unknownParameter } from "./refuse";

/** Who sends the request; what was encrypted for another is refused. */
export interface Sender {
  owner: string;
  model: string;
  /** OpenAI's own client adds a field to items, on a plan and with a key. */
  takesPassthrough?: boolean;
  /** False: a call that is sent back names no namespace. */
  takesNamespace?: boolean;
  /** Items are kept, so that they can be referred to. */
  stores?: boolean;
}

const everyItem = ["type", "id", "status"];
/** The items beside messages that may be sent back, and their fields. */
const fields: Record<string, string[]> = {
  reasoning: ["summary", "content", "encrypted_content"],
  function_call: ["name", "namespace", "arguments", "call_id"],
  function_call_output: ["call_id", "output"],
  custom_tool_call: ["name", "namespace", "input", "call_id"],
  custom_tool_call_output: ["call_id", "output", "name"],
  web_search_call: ["action"],
  tool_search_call: ["call_id", "execution", "arguments"],
  tool_search_output: ["call_id", "execution", "tools"],
  image_generation_call: ["revised_prompt", "result"],
  additional_tools: ["role", "tools"],
  message: ["role", "content", "phase"],
};
const required: Record<string, string[]> = {
  reasoning: ["summary"],
  function_call: ["call_id", "name", "arguments"],
  function_call_output: ["call_id", "output"],
  custom_tool_call: ["call_id", "name", "input"],
  custom_tool_call_output: ["call_id", "output"],
  additional_tools: ["tools"],
};
const passthrough = "internal_chat_message_metadata_passthrough";

export function isReplayed(type: string): boolean {
  return type !== "message" && (Object.hasOwn(fields, type) || type === "configuration_update");
}

/** Checks the fields of one item that is sent back, and whether what is encrypted can be read. */
export function checkItem(item: JsonObject, type: string, at: string, sender: Sender, refuse: Refuse): void {
  const known = fields[type];
  if (known === undefined) return;
  const unknown = Object.keys(item).find((name) => !isKnown(name, known, sender));
  if (unknown !== undefined) {
    throw refuse(`Unknown parameter: '${at}.${unknown}'.`, `${at}.${unknown}`, unknownParameter);
  }
  const missing = required[type]?.find((name) => item[name] === undefined || item[name] === null);
  if (missing !== undefined) {
    throw refuse(`Missing required parameter: '${at}.${missing}'.`, `${at}.${missing}`, missingParameter);
  }
  if (type === "reasoning") checkReasoning(item, at, sender, refuse);
}

function isKnown(name: string, known: string[], { takesPassthrough, takesNamespace }: Sender): boolean {
  if (name === passthrough) return takesPassthrough === true;
  if (name === "namespace" && takesNamespace === false) return false;
  return everyItem.includes(name) || known.includes(name);
}

function checkReasoning(item: JsonObject, at: string, { owner, model, stores }: Sender, refuse: Refuse): void {
  const { summary, encrypted_content: secret } = item;
  if (!Array.isArray(summary)) throw refuse(`Invalid type for '${at}.summary': expected an array.`, `${at}.summary`);
  if (typeof secret !== "string" && stores === true) return;
  if (typeof secret !== "string") throw notPersisted(item, refuse);
  if (isSealedFor(owner, model, secret)) return;
  const shown = `${secret.slice(0, 4)}...${secret.slice(-4)}`;
  const words = `The encrypted content ${shown} could not be verified. Reason: Encrypted content could not be decrypted or parsed.`;
  throw refuse(words, at, { code: "invalid_encrypted_content" });
}

/** Nothing is kept, so nothing can be referred to by its id alone. */
export function notPersisted(item: JsonObject, refuse: Refuse) {
  const words = `Item with id '${String(item.id)}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`;
  return refuse(words, "input", { status: 404 });
}

/** Every output answers a call before it, and every call has its output: function and custom calls alike. */
export function checkPairs(items: readonly unknown[], refuse: Refuse): void {
  const open = new Map<string, string>();
  const seen = new Set<string>();
  for (const item of items) {
    if (!isObject(item) || typeof item.call_id !== "string") continue;
    const [, kind = "", output] = /^(function|custom_tool)_call(_output)?$/.exec(String(item.type)) ?? [];
    if (kind === "") continue;
    const words = kind === "function" ? "function call" : "custom tool call";
    const key = `${kind} ${item.call_id}`;
    if (output === undefined) {
      open.set(key, `No tool output found for ${words} ${item.call_id}.`);
      seen.add(key);
    } else if (seen.has(key)) open.delete(key);
    else throw refuse(`No tool call found for ${words} output with call_id ${item.call_id}.`, "input");
  }
  for (const words of open.values()) throw refuse(words, "input");
}
