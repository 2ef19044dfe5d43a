import type { JsonObject } from "@/simulator/http/body";
import { isObject } from "@/simulator/http/body";
import { detailRefusal } from "@/simulator/http/exchange";
import type { Sender } from "@/simulator/responses/itemRules";
import { type ReadInput, readInput } from "@/simulator/responses/readInput";
import { unsupportedValue } from "@/simulator/responses/refuse";
import { checkTextFormat } from "@/simulator/responses/strictSchema";
import type { Switches } from "@/simulator/types";
import { findCodexModel, wireEfforts } from "./models";
import { refuseBehindGate } from "./refuseBehindGate";

/** The body keys that Codex CLI 0.171 sends, and `instructions`; every other one is "Unsupported parameter". */
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
const summaries = ["concise", "detailed", "auto"];
const serviceTiers = new Set(["auto", "default", "priority"]);

/** Checks a request as the plan backend does. Throws the refusal; returns what `input` holds. */
export function checkCodexRequest(
  body: JsonObject,
  { owner, takesNamespace }: Pick<Sender, "owner" | "takesNamespace">,
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
  const sender = { owner, takesNamespace, model: model.slug, takesPassthrough: true };
  const read = readInput(body.input, sender, refuseBehindGate);
  if (read.roles.has("system")) throw detailRefusal(400, "System messages are not allowed");
  checkPromptStyle(body, read, promptStyle);
  checkReasoning(body, wireEfforts(model));
  checkTextFormat(body.text, refuseBehindGate);
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

function checkReasoning({ reasoning, model }: JsonObject, efforts: string[]): void {
  if (reasoning === undefined || reasoning === null) return;
  if (!isObject(reasoning)) throw refuseBehindGate("Invalid type for 'reasoning': expected an object.", "reasoning");
  const { effort, summary } = reasoning;
  if (effort !== undefined && effort !== null && !efforts.includes(String(effort))) {
    const words = `Unsupported value: '${String(effort)}' is not supported with the '${String(model)}' model. Supported values are: ${listed(efforts)}.`;
    throw refuseBehindGate(words, "reasoning.effort", unsupportedValue);
  }
  if (summary !== undefined && !summaries.includes(String(summary))) {
    const words = `Invalid value: '${String(summary)}'. Supported values are: ${listed(summaries)}.`;
    throw refuseBehindGate(words, "reasoning.summary");
  }
}

function listed(values: readonly string[]): string {
  const quoted = values.map((value) => `'${value}'`);
  return [...quoted.slice(0, -1), `and ${quoted.at(-1)}`].join(", ");
}
