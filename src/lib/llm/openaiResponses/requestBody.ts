import { asArray, asObject, isObject, type JsonObject } from "@/lib/llm/narrow";
import type { LlmCall, Message } from "@/types/llm";
import { fixedFields, planInclude, schemaName } from "./constants";
import { type SentStyle, splitSystem } from "./promptStyle";

/** What differs between a plan and a key. */
export interface BodyStyle {
  onPlan: boolean;
  prompt: SentStyle;
  /** Sent when the call has no system text; undefined: nothing is sent then. */
  defaultInstructions: string | undefined;
  /** Lets the upstream find the shared beginning of calls again; on a plan the session id. */
  cacheKey: string | undefined;
}

/** The request of one call, keys in the order of the Codex client. */
export function toRequestBody(call: LlmCall, style: BodyStyle): JsonObject {
  const { system = style.defaultInstructions, rest } = splitSystem(call);
  const asDeveloper = system !== undefined && style.prompt === "developer";
  const input = toInput(rest, call.images ?? []);
  return withoutUndefined({
    model: call.model,
    instructions: style.prompt === "instructions" ? system : undefined,
    stream: fixedFields.stream,
    service_tier: call.serviceTier,
    input: asDeveloper ? [textItem("developer", system), ...input] : input,
    tools: call.webSearch ? [webSearchTool(style.onPlan)] : undefined,
    tool_choice: call.webSearch ? "auto" : undefined,
    reasoning: call.reasoningEffort === undefined ? undefined : { effort: call.reasoningEffort },
    temperature: style.onPlan ? undefined : call.temperature,
    max_output_tokens: style.onPlan ? undefined : call.maxTokens,
    store: fixedFields.store,
    include: style.onPlan ? planInclude : undefined,
    prompt_cache_key: style.cacheKey,
    text: toTextField(call),
  });
}

function webSearchTool(onPlan: boolean): JsonObject {
  return onPlan ? { type: "web_search", external_web_access: true } : { type: "web_search" };
}

/** Images go with the last thing the person said. */
export function toInput(messages: Message[], images: string[]): JsonObject[] {
  const lastUser = messages.findLastIndex((message) => message.role === "user");
  const items = messages.map(({ role, content }, index) => {
    const item = textItem(role === "system" ? "developer" : role, content);
    return index === lastUser ? { ...item, content: [...item.content, ...images.map(imagePart)] } : item;
  });
  if (lastUser !== -1 || images.length === 0) return items;
  return [...items, { type: "message", role: "user", content: images.map(imagePart) }];
}

function textItem(role: "developer" | "user" | "assistant", text: string) {
  const part: JsonObject = { type: role === "assistant" ? "output_text" : "input_text", text };
  return { type: "message", role, content: [part] };
}

function imagePart(dataUrl: string): JsonObject {
  return { type: "input_image", image_url: dataUrl, detail: "auto" };
}

export function toTextField({ verbosity, jsonSchema }: LlmCall): JsonObject | undefined {
  if (verbosity === undefined && jsonSchema === undefined) return undefined;
  const format = jsonSchema && {
    type: "json_schema",
    strict: isStrictSchema(jsonSchema),
    schema: jsonSchema,
    name: schemaName,
  };
  return withoutUndefined({ verbosity, format });
}

/**
 * Strict decoding takes only schemas whose objects are closed and require all they name (OpenAI, "Structured
 * Outputs"); a looser one is sent as a wish, and the answer is checked here either way.
 */
export function isStrictSchema(schema: unknown, depth = 0): boolean {
  if (depth > 32) return false;
  if (Array.isArray(schema)) return schema.every((part) => isStrictSchema(part, depth + 1));
  if (!isObject(schema)) return true;
  if (schema.type === "object" || "properties" in schema) {
    const required = new Set(asArray(schema.required));
    const names = Object.keys(asObject(schema.properties));
    if (schema.additionalProperties !== false || names.some((name) => !required.has(name))) return false;
  }
  return Object.values(schema).every((part) => isStrictSchema(part, depth + 1));
}

export function withoutUndefined(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
