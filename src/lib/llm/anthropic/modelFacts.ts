import { asNumber, asObject, asText, isObject, type JsonObject } from "@/lib/llm/narrow";
import { cautiousMaxTokens } from "./constants";

/** What decides how a model is asked. */
export interface ModelFacts {
  /** The most tokens an answer may have. */
  maxTokens: number;
  /** `adaptive`: it thinks as much as it finds right; `budget`: it is given a number of tokens. */
  thinking: "adaptive" | "budget" | "none";
  /** How to tell it not to think; absent where it always does. */
  restWith?: "disabled" | "between_tools";
  /** Values of `output_config.effort`; empty: it takes none. */
  efforts: string[];
  temperature: boolean;
  structured: boolean;
}

const effortLevels = ["low", "medium", "high", "xhigh", "max"];

/** Models that were told how much to think; those between them and the next ones take both. */
const budgetOnly = /claude-(3|(haiku|sonnet|opus)-4-[0-5](\D|$)|(sonnet|opus)-4(-2|$))/;
const bothWays = /claude-(opus|sonnet)-4-6/;
const noThinking = /claude-3(-5)?-(haiku|sonnet|opus)/;

/** By the record of a model list; a list that tells nothing of capabilities leaves the name to tell. */
export function readModelFacts(record: JsonObject): ModelFacts {
  const known = factsByName(asText(record.id) ?? "");
  const maxTokens = asNumber(record.max_tokens) ?? known.maxTokens;
  const { capabilities } = record;
  if (!isObject(capabilities)) return { ...known, maxTokens };
  const { effort, thinking, structured_outputs: structured } = capabilities;
  const types = asObject(asObject(thinking).types);
  const levels = asObject(effort);
  const restWith = (["disabled", "between_tools"] as const).find((type) => isSupported(types[type]));
  return {
    maxTokens,
    thinking: isSupported(types.adaptive) ? "adaptive" : isSupported(types.enabled) ? "budget" : "none",
    ...(restWith === undefined ? {} : { restWith }),
    efforts: isSupported(levels) ? effortLevels.filter((level) => isSupported(levels[level])) : [],
    // The models that no longer take a budget of thoughts are those that no longer take a temperature.
    temperature: isSupported(types.enabled) || !isSupported(thinking),
    structured: isSupported(structured),
  };
}

/**
 * By the name alone: what later models take, unless it names an earlier one. Models of others, which gateways and
 * servers of this protocol offer, follow the earlier ones.
 */
export function factsByName(id: string): ModelFacts {
  if (budgetOnly.test(id) || !id.includes("claude-")) {
    return {
      maxTokens: cautiousMaxTokens,
      thinking: noThinking.test(id) ? "none" : "budget",
      restWith: "disabled",
      efforts: /opus-4-5/.test(id) ? effortLevels.slice(0, 3) : [],
      temperature: true,
      structured: !/claude-(3|(sonnet|opus)-4(-[02]|$))/.test(id),
    };
  }
  const isBoth = bothWays.test(id);
  return {
    maxTokens: 64_000,
    thinking: "adaptive",
    ...(isBoth ? { restWith: "disabled" as const } : {}),
    efforts: isBoth ? effortLevels.filter((level) => level !== "xhigh") : effortLevels,
    temperature: isBoth,
    structured: true,
  };
}

export function isSupported(capability: unknown): boolean {
  return asObject(capability).supported === true;
}
