import type { StateOwner } from "@/lib/llm/answerState";
import { type JsonObject, present } from "@/lib/llm/narrow";
import { withQuestion } from "@/lib/llm/withQuestion";
import type { LlmCall } from "@/types/llm";
import { cacheMark, leastCachedLength, standardMaxTokens } from "./constants";
import { toTurns } from "./messages";
import type { ModelFacts } from "./modelFacts";
import { toBoundSchema } from "./schema";
import { toThinking } from "./thinking";
import { type ToolStyle, toToolChoice, toTools } from "./tools";

export interface BodyStyle extends ToolStyle {
  facts: ModelFacts;
  owner: StateOwner;
  /** The schema of the answer stands in the system text: decoding cannot be bound to it here. */
  schemaAsText: boolean;
}

/** The request of one call. `paused` is what an answer held when it paused, which then goes on. */
export function toAnthropicBody(asked: LlmCall, style: BodyStyle, paused: JsonObject[] = []): JsonObject {
  const call = withQuestion(asked);
  const maxTokens = call.maxTokens ?? Math.min(standardMaxTokens, style.facts.maxTokens);
  const { thinking, effort } = toThinking(call, style.facts, maxTokens);
  const asText = isSchemaText(call, style);
  const format =
    call.jsonSchema === undefined || asText
      ? undefined
      : { type: "json_schema", schema: toBoundSchema(call.jsonSchema) };
  const outputConfig = present({ effort, format });
  const isThinking = thinking !== undefined && thinking.type !== "disabled";
  return present({
    model: call.model,
    max_tokens: maxTokens,
    stream: true,
    ...withMarks(toSystem(call, asText), toTools(call, style)),
    tool_choice: toToolChoice(call),
    messages: [...toTurns(call, style.owner), ...(paused.length === 0 ? [] : [{ role: "assistant", content: paused }])],
    thinking,
    output_config: Object.keys(outputConfig).length === 0 ? undefined : outputConfig,
    temperature: isThinking ? undefined : call.temperature,
  });
}

/** Citations, which a search always brings, cannot stand in bound JSON. */
export function isSchemaText({ jsonSchema, webSearch }: LlmCall, { schemaAsText }: Pick<BodyStyle, "schemaAsText">) {
  return jsonSchema !== undefined && (schemaAsText || Boolean(webSearch));
}

/** What of the call's settings is not sent because of another one. */
export function leftOut(call: LlmCall, { facts }: Pick<BodyStyle, "facts">): ("temperature" | "reasoningEffort")[] {
  const maxTokens = call.maxTokens ?? Math.min(standardMaxTokens, facts.maxTokens);
  const { thinking, effortLeftOut } = toThinking(call, facts, maxTokens);
  const isThinking = thinking !== undefined && thinking.type !== "disabled";
  return [
    ...(isThinking && call.temperature !== undefined ? (["temperature"] as const) : []),
    ...(effortLeftOut ? (["reasoningEffort"] as const) : []),
  ];
}

function toSystem({ system = "", messages, webSearch, jsonSchema }: LlmCall, asText: boolean): string {
  const mustSearch = typeof webSearch === "object" ? "Search the web before you answer." : "";
  const schema = asText
    ? `Answer with nothing but JSON that fits this JSON schema, without a code fence:\n${JSON.stringify(jsonSchema)}`
    : "";
  const texts = [system, ...messages.filter(({ role }) => role === "system").map(({ content }) => content)];
  return [...texts, mustSearch, schema].filter((text) => text.trim() !== "").join("\n\n");
}

/** Tools and system texts are what calls have in common; where they are long, the last of them carries the mark. */
function withMarks(system: string, tools: JsonObject[] | undefined): JsonObject {
  const length = system.length + JSON.stringify(tools ?? []).length;
  const mark = length < leastCachedLength ? {} : cacheMark;
  if (system !== "") return present({ tools, system: [{ type: "text", text: system, ...mark }] });
  return present({ tools: tools?.map((tool, index) => (index === tools.length - 1 ? { ...tool, ...mark } : tool)) });
}
