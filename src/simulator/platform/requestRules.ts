import { isObject, type JsonObject } from "@/simulator/http/body";
import type { Refuse } from "@/simulator/responses/refuse";
import { openAiRefusal } from "./apiKey";
import { canAnswer } from "./models";

/** A bad parameter, in the words of the platform. */
export const refuseParameter: Refuse = (message, param, { code = "invalid_value", status = 400 } = {}) =>
  openAiRefusal(status, message, { param, code });

/** Top-level parameters of `POST /v1/responses`. */
export const responsesParameters = new Set(
  `background client_metadata conversation include input instructions max_output_tokens max_tool_calls metadata model
  parallel_tool_calls previous_response_id prompt prompt_cache_key prompt_cache_retention reasoning safety_identifier
  service_tier store stream stream_options temperature text tool_choice tools top_logprobs top_p truncation user`.split(
    /\s+/,
  ),
);
/** Top-level parameters of `POST /v1/chat/completions`. */
export const chatParameters = new Set(
  `frequency_penalty logit_bias logprobs max_completion_tokens max_tokens messages metadata modalities model n
  parallel_tool_calls prediction presence_penalty prompt_cache_key prompt_cache_retention reasoning_effort
  response_format safety_identifier seed service_tier stop store stream stream_options temperature tool_choice tools
  top_logprobs top_p user verbosity web_search_options`.split(/\s+/),
);

const ranges: Record<string, [number, number]> = {
  temperature: [0, 2],
  top_p: [0, 1],
  presence_penalty: [-2, 2],
  frequency_penalty: [-2, 2],
};
const leastOutputTokens: Record<string, number> = { max_output_tokens: 16, max_tokens: 1, max_completion_tokens: 1 };

/** What both endpoints check alike: names, model, ranges. */
export function checkParameters(body: JsonObject, known: ReadonlySet<string>): void {
  const unknown = Object.keys(body).find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw openAiRefusal(400, `Unknown parameter: '${unknown}'.`, { param: unknown, code: "unknown_parameter" });
  }
  if (typeof body.model !== "string") {
    throw openAiRefusal(400, "Missing required parameter: 'model'.", {
      param: "model",
      code: "missing_required_parameter",
    });
  }
  if (!canAnswer(body.model)) {
    throw openAiRefusal(404, `The model \`${body.model}\` does not exist or you do not have access to it.`, {
      code: "model_not_found",
    });
  }
  for (const [name, [least, most]] of Object.entries(ranges)) checkNumber(body[name], name, least, most);
  for (const [name, least] of Object.entries(leastOutputTokens))
    checkNumber(body[name], name, least, Number.MAX_SAFE_INTEGER);
  if (body.stream !== undefined && body.stream !== null && typeof body.stream !== "boolean") {
    throw refuseParameter("Invalid type for 'stream': expected a boolean.", "stream");
  }
}

function checkNumber(value: unknown, name: string, least: number, most: number): void {
  if (value === undefined || value === null) return;
  if (typeof value !== "number") throw refuseParameter(`Invalid type for '${name}': expected a number.`, name);
  if (value < least)
    throw refuseParameter(`Invalid '${name}': expected a value >= ${least}, but got ${value} instead.`, name);
  if (value > most)
    throw refuseParameter(`Invalid '${name}': expected a value <= ${most}, but got ${value} instead.`, name);
}

/** `reasoning.effort` and its chat counterpart. */
export function checkEffort(effort: unknown, param: string): void {
  const known = ["none", "minimal", "low", "medium", "high", "xhigh", "max", "ultra"];
  if (effort === undefined || effort === null || known.includes(String(effort))) return;
  throw refuseParameter(`Invalid value: '${String(effort)}'. Supported values are: ${known.join(", ")}.`, param);
}

export function effortOf(body: JsonObject): unknown {
  return isObject(body.reasoning) ? body.reasoning.effort : undefined;
}
