import type { Answer, Ask } from "@/simulator/answers/ask";
import { composeAnswer } from "@/simulator/answers/compose";
import { countTokens } from "@/simulator/answers/tokens";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { isRefusal, type Scenario } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";
import type { Latency } from "@/simulator/types";
import { readMessages } from "./messageRules";
import { findAnthropicModel } from "./models";
import { anthropicRefusal, invalidRequest, scenarioRefusal } from "./refusals";
import { checkBody, isThinking } from "./requestRules";
import { readTools } from "./tools";

/** Everything that decides what an answer looks like on the wire. */
export interface AnthropicPlan {
  body: JsonObject;
  answer: Answer;
  scenarios: Scenario[];
  latency: Latency;
  /** The answer pauses after its search, and waits to be sent back. */
  pauses: boolean;
  /** Thoughts and the search were told before the pause. */
  goesOn: boolean;
  /** Tokens that the cache keeps from now on. */
  written: number;
}

const leastCached = 1024;

/** What a request asks for; throws what the real API refuses. */
export function planAnswer(simulation: Simulation, key: string, version: string, body: JsonObject): AnthropicPlan {
  if (typeof body.model !== "string") throw invalidRequest("model: Field required");
  const model = findAnthropicModel(body.model);
  if (model === undefined) throw anthropicRefusal(404, "not_found_error", `model: ${body.model}`);
  checkBody(body, model, version);
  const read = readMessages(body.messages);
  const system = readSystem(body.system);
  const ask: Ask = {
    model: model.id,
    system,
    prompt: read.prompt,
    images: read.images,
    files: read.files,
    turn: read.turn,
    ...readTools(body),
    read: [JSON.stringify(body.tools ?? []), system, ...read.texts].join("\n"),
    maxTokens: Number(body.max_tokens),
    ...(isThinking(body) ? { reasoningEffort: "on" } : {}),
    ...readSchema(body.output_config),
  };
  const scenarios = simulation.scenarios.due(key, model.id, ask.prompt);
  const refusal = scenarios.find(isRefusal);
  if (refusal !== undefined) throw scenarioRefusal(refusal);
  refuseAsAsked(body, scenarios);
  const { cached, written } = recall(simulation, key, ask, body);
  const has = (word: Scenario["word"]) => scenarios.some((scenario) => scenario.word === word);
  return {
    body,
    answer: composeAnswer({ ...ask, cachedTokens: cached }, scenarios),
    scenarios,
    latency: simulation.switches.latency,
    pauses: has("pause") && ask.canSearch === true && !read.goesOn,
    goesOn: read.goesOn,
    written,
  };
}

function readSystem(system: unknown): string {
  if (system === undefined || typeof system === "string") return system ?? "";
  if (!Array.isArray(system)) throw invalidRequest("system: Input should be a valid list");
  const texts = system.map((block: unknown) => (isObject(block) && typeof block.text === "string" ? block.text : ""));
  if (texts.some((text) => text.trim() === "")) throw invalidRequest("system: text content blocks must be non-empty");
  return texts.join("\n");
}

function readSchema(config: unknown): Pick<Ask, "schema"> {
  const format = isObject(config) && isObject(config.format) ? config.format : {};
  return isObject(format.schema) ? { schema: format.schema } : {};
}

/** `[refuse:…]` with the name of something that the request uses. */
function refuseAsAsked(body: JsonObject, scenarios: Scenario[]): void {
  const sent = JSON.stringify({ ...body, messages: [] });
  const words: Record<string, [RegExp, string]> = {
    strict: [/"strict":true/, "tools.0.custom: Schema is too complex for strict mode."],
    format: [/"format":/, "output_config.format.schema: Schema is too complex."],
    web_search: [/web_search_20250305/, "This model does not support tool types: web_search_20250305."],
  };
  for (const { word, name = "" } of scenarios) {
    const [pattern, message] = (word === "refuse" ? words[name] : undefined) ?? [];
    if (pattern?.test(sent)) throw invalidRequest(message ?? "");
  }
}

/** What stands before the last mark is kept, and found again when it comes again. */
function recall(simulation: Simulation, key: string, ask: Ask, body: JsonObject): { cached: number; written: number } {
  const { messages, system, tools } = body;
  const inMessages = JSON.stringify(messages).includes('"cache_control"');
  if (!inMessages && !JSON.stringify([system, tools]).includes('"cache_control"')) return { cached: 0, written: 0 };
  const beginning = [JSON.stringify(tools ?? []), ask.system].join("\n");
  const marked = inMessages ? (ask.read ?? "") : beginning;
  const { cachedTokens: cached = 0 } = simulation.promptCache.recall(key, "marks", { ...ask, read: marked });
  const tokens = countTokens(marked);
  return { cached, written: tokens < leastCached ? 0 : tokens - cached };
}
