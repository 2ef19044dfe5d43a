import type { Ask } from "@/simulator/answers/ask";
import { type ImageFacts, readDataUrl } from "@/simulator/answers/imageFacts";
import { isObject, type JsonObject } from "@/simulator/http/body";
import type { Refusal } from "@/simulator/http/exchange";

/** Makes the refusal in the words and shape of the backend that checks. */
export type Refuse = (message: string, param: string) => Refusal;

const roles = ["user", "assistant", "developer", "system"];
/** Items beside messages that the clients send back; they are taken as they stand. */
const otherItems = new Set([
  "reasoning",
  "function_call",
  "function_call_output",
  "custom_tool_call",
  "custom_tool_call_output",
  "web_search_call",
  "tool_search_call",
  "tool_search_output",
  "configuration_update",
  "additional_tools",
  "item_reference",
]);

export interface ReadInput {
  /** Text of system and developer messages. */
  system: string[];
  /** Texts of the person's messages. */
  user: string[];
  images: ImageFacts[];
  roles: Set<string>;
}

/**
 * Reads the `input` of a Responses request: a list of items, or a plain string where the backend takes one.
 * Refuses unknown items, unknown roles, and content that does not belong to its role.
 */
export function readInput(input: unknown, refuse: Refuse): ReadInput {
  const read: ReadInput = { system: [], user: [], images: [], roles: new Set() };
  if (typeof input === "string") return { ...read, user: [input], roles: new Set(["user"]) };
  if (!Array.isArray(input)) throw refuse("Input must be a list", "input");
  for (const [index, item] of input.entries()) readItem(read, item, `input[${index}]`, refuse);
  return read;
}

function readItem(read: ReadInput, item: unknown, at: string, refuse: Refuse): void {
  if (!isObject(item)) throw refuse(`Invalid type for '${at}': expected an object`, at);
  const type = item.type ?? "message";
  if (typeof type === "string" && otherItems.has(type)) return;
  if (type !== "message") throw refuse(`Invalid value: '${String(type)}'`, `${at}.type`);
  const role = String(item.role);
  if (!roles.includes(role))
    throw refuse(`Invalid value: '${role}'. Supported values are: ${roles.join(", ")}`, `${at}.role`);
  read.roles.add(role);
  const text = readContent(read, item, role, at, refuse);
  if (role === "user") read.user.push(text);
  else if (role !== "assistant") read.system.push(text);
}

function readContent(read: ReadInput, item: JsonObject, role: string, at: string, refuse: Refuse): string {
  if (typeof item.content === "string") return item.content;
  if (!Array.isArray(item.content)) throw refuse(`Invalid type for '${at}.content'`, `${at}.content`);
  const texts = item.content.map((part: unknown, index) => {
    const place = `${at}.content[${index}]`;
    const type = isObject(part) ? part.type : undefined;
    const textType = role === "assistant" ? "output_text" : "input_text";
    if (isObject(part) && type === textType && typeof part.text === "string") return part.text;
    if (isObject(part) && type === "input_image" && role === "user") {
      read.images.push(readImagePart(part, place, refuse));
      return "";
    }
    throw refuse(`Invalid value: '${String(type)}'. Supported values are: '${textType}'`, `${place}.type`);
  });
  return texts.filter((text) => text !== "").join("\n");
}

function readImagePart(part: JsonObject, at: string, refuse: Refuse): ImageFacts {
  const facts = typeof part.image_url === "string" ? readDataUrl(part.image_url) : undefined;
  if (facts !== undefined) return facts;
  throw refuse("The image data you provided does not represent a valid image", `${at}.image_url`);
}

/** The last text of the person that is not an envelope the Codex client adds (`<environment_context>…`). */
export function lastPrompt(user: string[]): string {
  const spoken = user.filter((text) => !/^<[a-z_]+>/.test(text.trim()));
  return (spoken.at(-1) ?? user.at(-1) ?? "").replace(/<\/?image[^>]*>/g, "").trim();
}

/** What the request asks for, once it has passed every check. */
export function toAsk(body: JsonObject, read: ReadInput): Ask {
  const format = isObject(body.text) && isObject(body.text.format) ? body.text.format : {};
  const reasoning = isObject(body.reasoning) ? body.reasoning : {};
  const instructions = typeof body.instructions === "string" ? [body.instructions] : [];
  return {
    model: String(body.model),
    system: [...instructions, ...read.system].join("\n\n"),
    prompt: lastPrompt(read.user),
    images: read.images,
    ...(isObject(format.schema) ? { schema: format.schema } : {}),
    ...(format.type === "json_object" ? { json: true } : {}),
    ...(typeof body.max_output_tokens === "number" ? { maxTokens: body.max_output_tokens } : {}),
    ...(typeof reasoning.effort === "string" ? { reasoningEffort: reasoning.effort } : {}),
  };
}
