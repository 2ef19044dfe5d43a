import type { StateOwner } from "@/lib/llm/answerState";
import { type JsonObject, present } from "@/lib/llm/narrow";
import type { LlmCall } from "@/types/llm";
import { holdsTools } from "./concessionRules";
import type { Concessions } from "./concessions";
import { encryptedReasoning, fixedFields, schemaName, toWireEffort } from "./constants";
import { textItem, toInput } from "./inputItems";
import { toLimit } from "./lengthLimit";
import { type SentStyle, splitSystem } from "./promptStyle";
import { searchFunction } from "./searchFunction";
import { isStrictSchema } from "./strictSchema";
import { mustSearch, toFunction, toToolChoice } from "./tools";
import { toSentSchema } from "./wrappedRoot";

/** What differs between a plan and a key, and what a call concedes. */
export interface BodyStyle {
  owner: StateOwner;
  onPlan: boolean;
  prompt: SentStyle;
  /** Sent when the call has no system text; undefined: nothing is sent then. */
  defaultInstructions: string | undefined;
  /** Lets the upstream find the shared beginning of calls again. */
  cacheKey: string;
  concessions: Pick<Concessions, "has" | "fields">;
  /** What searches made for the model have added to the conversation. */
  searched?: JsonObject[];
  /** No more searches are made for it. */
  searchIsOver?: boolean;
}

/** The request of one call, keys in the order of the Codex client. */
export function toRequestBody(call: LlmCall, style: BodyStyle): JsonObject {
  const { onPlan, concessions } = style;
  const { system = style.defaultInstructions, rest } = splitSystem(call);
  const asDeveloper = system !== undefined && style.prompt === "developer";
  const input = [...toInput({ ...call, messages: rest }, toReplayStyle(style)), ...(style.searched ?? [])];
  const tools = toTools(call, style);
  return present({
    model: call.model,
    instructions: style.prompt === "instructions" ? system : undefined,
    stream: fixedFields.stream,
    service_tier: call.serviceTier,
    input: asDeveloper ? [textItem("developer", system), ...input] : input,
    tools: tools.length === 0 ? undefined : tools,
    tool_choice: tools.length === 0 ? undefined : toChoice(call, style),
    parallel_tool_calls: holdsTools(call) ? (call.parallelToolCalls ?? (onPlan ? true : undefined)) : undefined,
    reasoning: toReasoning(call, concessions),
    temperature: onPlan ? undefined : call.temperature,
    max_output_tokens: onPlan ? undefined : toLimit(call),
    store: fixedFields.store,
    include: toInclude(call, style),
    prompt_cache_key: concessions.has("withoutCacheKey") ? undefined : style.cacheKey,
    text: toTextField(call, concessions.has("looseSchema")),
  });
}

/** How the answers of before go back. */
export function toReplayStyle({ owner, concessions }: Pick<BodyStyle, "owner" | "concessions">) {
  return { owner, withoutReasoning: concessions.has("withoutReasoning"), withoutFields: concessions.fields() };
}

function toTools(call: LlmCall, { onPlan, concessions, searchIsOver }: BodyStyle): JsonObject[] {
  const functions = (call.tools ?? []).map((tool) => toFunction(tool, concessions.has("looseTools")));
  if (call.webSearch === undefined || call.webSearch === false) return functions;
  if (!concessions.has("searchByEndpoint")) return [...functions, webSearchTool(onPlan)];
  return searchIsOver === true ? functions : [...functions, toFunction(searchFunction)];
}

function webSearchTool(onPlan: boolean): JsonObject {
  return onPlan ? { type: "web_search", external_web_access: true } : { type: "web_search" };
}

/** The plan backend has refused to be forced to a tool of its own; a key may do it. */
function toChoice(call: LlmCall, { onPlan, concessions }: BodyStyle): unknown {
  const isForced = !onPlan && mustSearch(call) && !concessions.has("unforcedSearch");
  if (isForced && (call.toolChoice === undefined || call.toolChoice === "auto")) return { type: "web_search" };
  return toToolChoice(call.toolChoice) ?? "auto";
}

export function toReasoning(call: LlmCall, { has }: Pick<Concessions, "has">): JsonObject | undefined {
  const effort = has("withoutEffort") ? undefined : call.reasoningEffort;
  const summary = call.reasoningSummary === true && !has("withoutSummary") ? "auto" : undefined;
  if (effort === undefined && summary === undefined) return undefined;
  return present({ effort: effort === undefined ? undefined : toWireEffort(effort), summary });
}

/** On a key thoughts are asked for only where they can be needed again. */
function toInclude(call: LlmCall, { onPlan, concessions }: BodyStyle): string[] | undefined {
  return (onPlan || holdsTools(call)) && !concessions.has("withoutInclude") ? [encryptedReasoning] : undefined;
}

/** `isLoose`: strict decoding was refused. */
export function toTextField({ verbosity, jsonSchema }: LlmCall, isLoose = false): JsonObject | undefined {
  if (verbosity === undefined && jsonSchema === undefined) return undefined;
  return present({ verbosity, format: jsonSchema && toFormat(toSentSchema(jsonSchema).schema, isLoose) });
}

function toFormat(schema: JsonObject, isLoose: boolean): JsonObject {
  return { type: "json_schema", strict: !isLoose && isStrictSchema(schema), schema, name: schemaName };
}
