import { type JsonObject, present } from "@/lib/llm/narrow";
import type { LlmCall, Message } from "@/types/llm";
import { fixedFields, planInclude, schemaName, toWireEffort } from "./constants";
import { type SentStyle, splitSystem } from "./promptStyle";
import { isStrictSchema } from "./strictSchema";
import { toSentSchema } from "./wrappedRoot";

/** What differs between a plan and a key. */
export interface BodyStyle {
  onPlan: boolean;
  prompt: SentStyle;
  /** Sent when the call has no system text; undefined: nothing is sent then. */
  defaultInstructions: string | undefined;
  /** Lets the upstream find the shared beginning of calls again; on a plan the session id. */
  cacheKey: string | undefined;
  /** The schema goes as a wish: strict decoding was refused. */
  looseSchema?: boolean;
}

/** The request of one call, keys in the order of the Codex client. */
export function toRequestBody(call: LlmCall, style: BodyStyle): JsonObject {
  const { system = style.defaultInstructions, rest } = splitSystem(call);
  const asDeveloper = system !== undefined && style.prompt === "developer";
  const input = toInput(rest, call.images ?? []);
  return present({
    model: call.model,
    instructions: style.prompt === "instructions" ? system : undefined,
    stream: fixedFields.stream,
    service_tier: call.serviceTier,
    input: asDeveloper ? [textItem("developer", system), ...input] : input,
    tools: call.webSearch ? [webSearchTool(style.onPlan)] : undefined,
    tool_choice: call.webSearch ? "auto" : undefined,
    reasoning: call.reasoningEffort === undefined ? undefined : { effort: toWireEffort(call.reasoningEffort) },
    temperature: style.onPlan ? undefined : call.temperature,
    max_output_tokens: style.onPlan ? undefined : call.maxTokens,
    store: fixedFields.store,
    include: style.onPlan ? planInclude : undefined,
    prompt_cache_key: style.cacheKey,
    text: toTextField(call, style.looseSchema),
  });
}

function webSearchTool(onPlan: boolean): JsonObject {
  return onPlan ? { type: "web_search", external_web_access: true } : { type: "web_search" };
}

/** Images go with the last thing the person said. */
export function toInput(messages: Message[], images: string[]): JsonObject[] {
  const lastUser = messages.findLastIndex((message) => message.role === "user");
  const items = messages.map((message, index) => {
    if (message.role === "tool")
      return { type: "function_call_output", call_id: message.toolCallId, output: message.content };
    const { role, content } = message;
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

/** `isLoose`: strict decoding was refused. */
export function toTextField({ verbosity, jsonSchema }: LlmCall, isLoose = false): JsonObject | undefined {
  if (verbosity === undefined && jsonSchema === undefined) return undefined;
  return present({ verbosity, format: jsonSchema && toFormat(toSentSchema(jsonSchema).schema, isLoose) });
}

function toFormat(schema: JsonObject, isLoose: boolean): JsonObject {
  return { type: "json_schema", strict: !isLoose && isStrictSchema(schema), schema, name: schemaName };
}
