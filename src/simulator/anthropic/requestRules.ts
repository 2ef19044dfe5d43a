import { isObject, type JsonObject } from "@/simulator/http/body";
import type { AnthropicModel } from "./models";
import { invalidRequest } from "./refusals";

const fields = `model messages max_tokens cache_control container inference_geo metadata output_config service_tier
  stop_sequences stream system temperature thinking tool_choice tools top_k top_p`.split(/\s+/);
/** What the later version took away. */
const samplingFields = ["temperature", "top_p", "top_k"];
const mostMarks = 4;
const leastBudget = 1024;

/** Checks everything but the conversation and the tools. */
export function checkBody(body: JsonObject, model: AnthropicModel, version: string): void {
  const unknown = Object.keys(body).find((name) => !fields.includes(name));
  const removed = version === "2023-06-01" ? undefined : samplingFields.find((name) => body[name] !== undefined);
  const extra = unknown ?? removed;
  if (extra !== undefined) throw invalidRequest(`${extra}: Extra inputs are not permitted`);
  checkMaxTokens(body.max_tokens, model);
  checkThinking(body, model);
  checkTemperature(body, model);
  checkOutputConfig(body, model);
  const marks = JSON.stringify(body).match(/"cache_control":\{/g)?.length ?? 0;
  if (marks > mostMarks) {
    throw invalidRequest(`A maximum of ${mostMarks} blocks with cache_control may be provided. Found ${marks}.`);
  }
}

function checkMaxTokens(maxTokens: unknown, model: AnthropicModel): void {
  if (maxTokens === undefined) throw invalidRequest("max_tokens: Field required");
  if (typeof maxTokens !== "number" || !Number.isInteger(maxTokens) || maxTokens < 1) {
    throw invalidRequest("max_tokens: Input should be greater than or equal to 1");
  }
  if (maxTokens <= model.maxTokens) return;
  throw invalidRequest(
    `max_tokens: ${maxTokens} > ${model.maxTokens}, which is the maximum allowed number of output tokens for ${model.id}`,
  );
}

/** Whether the answer begins with thoughts. */
export function isThinking({ thinking }: JsonObject): boolean {
  return isObject(thinking) && thinking.type !== "disabled";
}

function checkThinking(body: JsonObject, model: AnthropicModel): void {
  const { thinking, tool_choice: choice, max_tokens: maxTokens, messages } = body;
  if (thinking === undefined) return;
  const type = isObject(thinking) ? String(thinking.type) : "";
  if (!isObject(thinking) || !model.thinking.some((known) => known === type)) {
    throw invalidRequest(
      `"thinking.type.${type}" is not supported for this model. Use "thinking.type.${model.thinking[0]}" and "output_config.effort" to control thinking behavior.`,
    );
  }
  if (!isThinking(body)) return;
  if (isObject(choice) && (choice.type === "any" || choice.type === "tool")) {
    throw invalidRequest("Thinking may not be enabled when tool_choice forces tool use.");
  }
  if (type !== "enabled") return;
  const budget = Number(thinking.budget_tokens);
  if (!(budget >= leastBudget)) {
    throw invalidRequest("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
  }
  if (budget >= Number(maxTokens)) throw invalidRequest("`max_tokens` must be greater than `thinking.budget_tokens`.");
  checkHeldThoughts(messages);
}

/** With a budget, an answer that called tools comes back with its thoughts. */
function checkHeldThoughts(messages: unknown): void {
  const list = Array.isArray(messages) ? messages.filter(isObject) : [];
  const blocks = (content: unknown) => (Array.isArray(content) ? content.filter(isObject) : []);
  if (!blocks(list.at(-1)?.content).some(({ type }) => type === "tool_result")) return;
  const index = list.findLastIndex(({ role }) => role === "assistant");
  const first = blocks(list[index]?.content)[0]?.type;
  if (first === "thinking" || first === "redacted_thinking") return;
  throw invalidRequest(
    `messages.${index}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${String(first)}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block.`,
  );
}

function checkTemperature(body: JsonObject, model: AnthropicModel): void {
  const { temperature } = body;
  if (temperature === undefined) return;
  if (!model.thinking.includes("enabled")) throw invalidRequest("`temperature` is deprecated for this model.");
  if (typeof temperature !== "number" || temperature < 0 || temperature > 1) {
    throw invalidRequest("temperature: range: 0..1");
  }
  if (isThinking(body) && temperature !== 1) {
    throw invalidRequest("`temperature` may only be set to 1 when thinking is enabled.");
  }
}

function checkOutputConfig({ output_config: config, tools }: JsonObject, model: AnthropicModel): void {
  if (config === undefined) return;
  if (!isObject(config)) throw invalidRequest("output_config: Input should be a valid dictionary");
  const { effort, format } = config;
  if (effort !== undefined && !model.efforts.includes(String(effort))) {
    throw invalidRequest(
      model.efforts.length === 0
        ? "This model does not support the effort parameter."
        : `output_config.effort: This model does not support effort level '${String(effort)}'.`,
    );
  }
  if (format === undefined || format === null) return;
  if (!isObject(format) || format.type !== "json_schema" || !isObject(format.schema)) {
    throw invalidRequest("output_config.format.schema: Field required");
  }
  if (Array.isArray(tools) && JSON.stringify(tools).includes('"web_search_')) {
    throw invalidRequest("output_config.format: Citations cannot be used together with structured outputs.");
  }
  checkBoundSchema(format.schema, "output_config.format.schema");
}

const unboundKeywords = ["minimum", "maximum", "multipleOf", "minLength", "maxLength", "maxItems", "oneOf", "pattern"];

/** What decoding cannot be bound to. */
export function checkBoundSchema(schema: JsonObject, at: string): void {
  const unbound = unboundKeywords.find((keyword) => schema[keyword] !== undefined);
  if (unbound !== undefined) {
    throw invalidRequest(`${at}: For '${String(schema.type)}' type, property '${unbound}' is not supported`);
  }
  if (schema.type === "object" && schema.additionalProperties !== false) {
    throw invalidRequest(`${at}: For 'object' type, 'additionalProperties' must be explicitly set to false`);
  }
  const parts = isObject(schema.properties) ? Object.values(schema.properties) : [];
  const branches = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  for (const part of [...parts, ...branches, schema.items]) if (isObject(part)) checkBoundSchema(part, at);
}
