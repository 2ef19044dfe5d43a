import type { FileFacts, Turn } from "@/simulator/answers/ask";
import type { ImageFacts } from "@/simulator/answers/imageFacts";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { readContent } from "./contentParts";
import { checkItem, checkPairs, isReplayed, notPersisted, type Sender } from "./itemRules";
import type { Refuse } from "./refuse";
import { checkWhole, type ReadTools, readTools } from "./tools";

const roles = ["user", "assistant", "developer", "system"];

export interface ReadInput {
  /** Text of system and developer messages. */
  system: string[];
  /** Texts of the person's messages. */
  user: string[];
  images: ImageFacts[];
  files: FileFacts[];
  roles: Set<string>;
  /** Tools that stand in an item of the input or were found by a search for tools. */
  tools: ReadTools;
  /** Calls and outputs since the person's last message. */
  turn: Turn;
  /** Every text in its order. */
  texts: string[];
}

/**
 * Reads the `input` of a Responses request: a list of items, or a plain string where the backend takes one.
 * Refuses unknown items, unknown roles, content that does not belong to its role, and what cannot be sent back.
 */
export function readInput(input: unknown, sender: Sender, refuse: Refuse): ReadInput {
  const read: ReadInput = {
    system: [],
    user: [],
    images: [],
    files: [],
    roles: new Set(),
    tools: { offered: [], types: new Set() },
    turn: { calls: [] },
    texts: [],
  };
  if (typeof input === "string") return { ...read, user: [input], texts: [input], roles: new Set(["user"]) };
  if (!Array.isArray(input)) throw refuse("Input must be a list", "input");
  const calls = new Map<string, Turn["calls"][number]>();
  for (const [index, item] of input.entries()) {
    const at = `input[${index}]`;
    if (!isObject(item)) throw refuse(`Invalid type for '${at}': expected an object`, at);
    const type = typeof item.type === "string" ? item.type : "message";
    checkItem(item, type, at, sender, refuse);
    if (type === "message") readMessage(read, item, at, refuse);
    else if (isReplayed(type)) readReplayed(read, item, type, at, calls, refuse);
    else if (type === "item_reference" && sender.stores !== true) throw notPersisted(item, refuse);
    else if (type === "item_reference") read.texts.push(String(item.id));
    else throw refuse(`Invalid value: '${type}'`, `${at}.type`);
  }
  checkPairs(input, refuse);
  return read;
}

function readMessage(read: ReadInput, item: JsonObject, at: string, refuse: Refuse): void {
  const role = String(item.role);
  if (!roles.includes(role))
    throw refuse(`Invalid value: '${role}'. Supported values are: ${roles.join(", ")}`, `${at}.role`);
  read.roles.add(role);
  const content = readContent(item.content, role, `${at}.content`, refuse);
  read.images.push(...content.images);
  read.files.push(...content.files);
  read.texts.push(content.text);
  if (role === "user") {
    read.user.push(content.text);
    read.turn = { calls: [] };
  } else if (role !== "assistant") read.system.push(content.text);
}

/** What an earlier answer held, and what was made of it. */
function readReplayed(
  read: ReadInput,
  item: JsonObject,
  type: string,
  at: string,
  calls: Map<string, Turn["calls"][number]>,
  refuse: Refuse,
): void {
  if (type === "additional_tools") checkWhole(item.tools, `${at}.tools`, refuse);
  if (type === "additional_tools" || type === "tool_search_output") addTools(read, item, at, refuse);
  const id = String(item.call_id);
  if (type === "function_call" || type === "custom_tool_call" || type === "tool_search_call") {
    const call = { name: String(item.name ?? "tool_search") };
    calls.set(id, call);
    read.turn.calls.push(call);
    read.texts.push(String(item.arguments ?? item.input ?? ""));
  }
  if (type !== "function_call_output" && type !== "custom_tool_call_output") return;
  const output = readContent(item.output, "user", `${at}.output`, refuse).text;
  read.texts.push(output);
  const call = calls.get(id);
  if (call !== undefined) call.output = output;
}

function addTools(read: ReadInput, item: JsonObject, at: string, refuse: Refuse): void {
  const { offered, types } = readTools(item.tools, `${at}.tools`, refuse);
  read.tools.offered.push(...offered);
  read.texts.push(JSON.stringify(item.tools));
  for (const type of types) read.tools.types.add(type);
}

/** The last text of the person that is not an envelope the Codex client adds (`<environment_context>…`). */
export function lastPrompt(user: string[]): string {
  const spoken = user.filter((text) => !/^<[a-z_]+>/.test(text.trim()));
  return (spoken.at(-1) ?? user.at(-1) ?? "").replace(/<\/?image[^>]*>/g, "").trim();
}
