import { isObject, type JsonObject, present } from "@/lib/llm/narrow";
import type { LlmCall, Tool, ToolChoice } from "@/types/llm";
import type { Concession } from "./concessions";
import { toChatMessages } from "./messages";

const schemaName = "answer";

/** The request of one call, less what the server was found not to take. */
export function toChatBody(call: LlmCall, payer: string, conceded: ReadonlySet<Concession>): JsonObject {
  const { tools = [] } = call;
  const maxTokens = conceded.has("max_tokens") ? "max_completion_tokens" : "max_tokens";
  const hint = call.jsonSchema !== undefined && conceded.has("json_schema") ? call.jsonSchema : undefined;
  return present({
    model: call.model,
    messages: toChatMessages(call, payer, hint),
    stream: true,
    stream_options: conceded.has("stream_options") ? undefined : { include_usage: true },
    temperature: call.temperature,
    [maxTokens]: call.maxTokens,
    reasoning_effort: conceded.has("reasoning_effort") ? undefined : call.reasoningEffort,
    response_format: call.jsonSchema && toFormat(call.jsonSchema, conceded),
    tools: tools.length === 0 ? undefined : tools.map(toFunction),
    tool_choice: tools.length === 0 || call.toolChoice === undefined ? undefined : toChoice(call.toolChoice),
    parallel_tool_calls: tools.length === 0 || conceded.has("parallel_tool_calls") ? undefined : call.parallelToolCalls,
    web_search_options: isSearching(call) ? {} : undefined,
    service_tier: call.serviceTier,
    verbosity: call.verbosity,
  });
}

function isSearching({ webSearch }: LlmCall): boolean {
  return webSearch === true || isObject(webSearch);
}

function toFormat(schema: JsonObject, conceded: ReadonlySet<Concession>): JsonObject | undefined {
  if (!conceded.has("json_schema")) return { type: "json_schema", json_schema: { name: schemaName, schema } };
  return conceded.has("json_object") ? undefined : { type: "json_object" };
}

function toFunction({ name, description, parameters, strict }: Tool): JsonObject {
  return { type: "function", function: present({ name, description, parameters, strict }) };
}

function toChoice(choice: ToolChoice): string | JsonObject {
  return typeof choice === "string" ? choice : { type: "function", function: { name: choice.name } };
}
