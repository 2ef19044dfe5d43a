import type { JsonObject } from "@/simulator/http/body";
import { isObject } from "@/simulator/http/body";
import { detailRefusal } from "@/simulator/http/exchange";
import { type ReadInput, type Refuse, readInput } from "@/simulator/responses/readInput";
import { checkTextFormat } from "@/simulator/responses/strictSchema";
import type { Switches } from "@/simulator/types";
import { findCodexModel } from "./models";

/** The body keys that Codex CLI 0.169 sends, and `instructions`; every other one is "Unsupported parameter". */
const knownParameters = new Set([
  "model",
  "stream",
  "service_tier",
  "instructions",
  "input",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "reasoning",
  "store",
  "include",
  "prompt_cache_key",
  "text",
  "client_metadata",
]);
const serviceTiers = new Set(["auto", "default", "priority"]);

const refuse: Refuse = (message) => detailRefusal(400, message);

/** Checks a request as the plan backend does. Throws the refusal; returns what `input` holds. */
export function checkCodexRequest(
  body: JsonObject,
  { promptStyle, withdrawnModels }: Pick<Switches, "promptStyle" | "withdrawnModels">,
): ReadInput {
  const unknown = Object.keys(body).find((name) => !knownParameters.has(name));
  if (unknown !== undefined) throw detailRefusal(400, `Unsupported parameter: ${unknown}`);
  const model = findCodexModel(body.model);
  if (model === undefined || withdrawnModels.includes(model.slug)) {
    const name = String(body.model ?? "");
    throw detailRefusal(400, `The '${name}' model is not supported when using Codex with a ChatGPT account.`);
  }
  if (body.store !== false) throw detailRefusal(400, "Store must be set to false");
  if (body.stream !== true) throw detailRefusal(400, "Stream must be set to true");
  if (!Array.isArray(body.input)) throw detailRefusal(400, "Input must be a list");
  const read = readInput(body.input, refuse);
  if (read.roles.has("system")) throw detailRefusal(400, "System messages are not allowed");
  checkPromptStyle(body, read, promptStyle);
  checkReasoning(
    body.reasoning,
    model.supported_reasoning_levels.map(({ effort }) => effort),
  );
  checkTextFormat(body.text, refuse);
  if (body.service_tier !== undefined && !serviceTiers.has(String(body.service_tier))) {
    throw detailRefusal(400, `Unsupported service_tier: ${String(body.service_tier)}`);
  }
  return read;
}

function checkPromptStyle(body: JsonObject, read: ReadInput, style: Switches["promptStyle"]): void {
  const { instructions } = body;
  if (instructions !== undefined && typeof instructions !== "string") {
    throw detailRefusal(400, "Instructions are not valid");
  }
  const hasInstructions = typeof instructions === "string" && instructions !== "";
  const hasDeveloper = read.roles.has("developer");
  if (style === "developer" && instructions !== undefined) throw detailRefusal(400, "Instructions are not valid");
  if (style === "instructions" && hasDeveloper) throw detailRefusal(400, "Developer messages are not allowed");
  if (!hasInstructions && !(hasDeveloper && style !== "instructions")) {
    throw detailRefusal(400, "Instructions are required");
  }
}

function checkReasoning(reasoning: unknown, efforts: string[]): void {
  if (reasoning === undefined || reasoning === null) return;
  if (!isObject(reasoning)) throw detailRefusal(400, "Invalid type for 'reasoning': expected an object");
  const { effort, summary } = reasoning;
  if (effort !== undefined && effort !== null && !efforts.includes(String(effort))) {
    throw detailRefusal(
      400,
      `Unsupported value: '${String(effort)}' is not supported with this model. Supported values are: ${efforts.join(", ")}`,
    );
  }
  if (summary !== undefined && !["auto", "concise", "detailed", "none"].includes(String(summary))) {
    throw detailRefusal(400, `Invalid value for 'reasoning.summary': '${String(summary)}'`);
  }
}
