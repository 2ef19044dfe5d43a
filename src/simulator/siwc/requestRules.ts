import { codexModels, wireEfforts } from "@/simulator/codex/models";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { detailRefusal } from "@/simulator/http/exchange";
import { type ReadInput, readInput } from "@/simulator/responses/readInput";
import type { Refuse } from "@/simulator/responses/refuse";
import { checkTextFormat } from "@/simulator/responses/strictSchema";
import { sharingRefusal, unsupported } from "./siwcRefusals";

/** What plan sharing is known or reported to take; every other parameter is an unsupported capability. */
const takenParameters = new Set([
  "model",
  "input",
  "instructions",
  "store",
  "stream",
  "reasoning",
  "text",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "include",
  "service_tier",
  "prompt_cache_key",
  "context_management",
]);
const takenTools = new Set(["web_search", "namespace", "function", "custom"]);

export const refuseOnSiwc: Refuse = (message, param, { code, status = 400 } = {}) =>
  code === undefined && status === 400
    ? unsupported(message, param)
    : sharingRefusal(status, code ?? "invalid_value", message, param);

/** Checks a request as plan sharing does. Throws the refusal; returns what `input` holds. */
export function checkSiwcRequest(body: JsonObject, owner: string): ReadInput {
  if (!Array.isArray(body.input)) {
    throw detailRefusal(422, [{ type: "list_type", loc: ["body", "input"], msg: "Input should be a valid list" }]);
  }
  const unknown = Object.keys(body).find((name) => !takenParameters.has(name));
  if (unknown !== undefined) throw unsupported(`'${unknown}' is not supported with plan usage.`, unknown);
  const model = codexModels.find(({ slug }) => slug === body.model);
  if (model === undefined) throw sharingRefusal(404, "model_not_found", "The model does not exist.", "model");
  if (body.store !== false) throw unsupported("'store' must be false.", "store");
  if (body.stream !== true) throw unsupported("'stream' must be true.", "stream");
  const read = readInput(body.input, { owner, model: model.slug }, refuseOnSiwc);
  if (read.roles.has("system")) throw unsupported("System messages are not supported.", "input");
  for (const tool of Array.isArray(body.tools) ? body.tools : []) {
    if (!isObject(tool) || !takenTools.has(String(tool.type)))
      throw unsupported("This tool is not supported.", "tools");
  }
  const effort = isObject(body.reasoning) ? body.reasoning.effort : undefined;
  if (effort !== undefined && !wireEfforts(model).includes(String(effort))) {
    throw unsupported("This effort is not supported.", "reasoning.effort");
  }
  checkTextFormat(body.text, refuseOnSiwc);
  return read;
}
