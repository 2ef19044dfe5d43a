import { asArray, asObject, type JsonObject, present } from "@/lib/llm/narrow";
import type { LlmCall, Message } from "@/types/llm";
import { own } from "@/types/own";
import { leastThinkingBudget, thinkingBudgets } from "./constants";
import type { ModelFacts } from "./modelFacts";

export interface Thinking {
  thinking?: JsonObject;
  effort?: string;
  /** The effort is not sent: a call that is forced cannot be thought about. */
  effortLeftOut?: boolean;
}

/** How much the model is to think, and whether it tells of it. */
export function toThinking(call: LlmCall, facts: ModelFacts, maxTokens: number): Thinking {
  const { reasoningEffort: effort, reasoningSummary = false, toolChoice } = call;
  const isForced = toolChoice === "required" || typeof toolChoice === "object";
  if (isForced) {
    const thinking = facts.restWith === undefined ? undefined : { type: facts.restWith };
    return present({ thinking, effortLeftOut: effort !== undefined || undefined });
  }
  const level = effort !== undefined && facts.efforts.includes(effort) ? effort : undefined;
  if (facts.thinking === "none" || (effort === undefined && !reasoningSummary)) return present({ effort: level });
  // Whether thoughts are told of by themselves is not the same for all models.
  const display = reasoningSummary ? { display: "summarized" } : {};
  if (facts.thinking === "adaptive") return present({ thinking: { type: "adaptive", ...display }, effort: level });
  if (level !== undefined && !reasoningSummary) return { effort: level };
  const budget = Math.min(own(thinkingBudgets, effort ?? "low") ?? leastThinkingBudget, Math.floor(maxTokens / 2));
  if (budget < leastThinkingBudget || !mayThink(call.messages)) return present({ effort: level });
  return present({ thinking: { type: "enabled", budget_tokens: budget }, effort: level });
}

/** With a budget, an answer that called tools must come back with its thoughts; without them it goes on without any. */
function mayThink(messages: Message[]): boolean {
  if (messages.at(-1)?.role !== "tool") return true;
  const asked = messages.findLast(({ role }) => role === "assistant");
  if (asked?.role !== "assistant" || asked.state?.provider !== "anthropic") return false;
  const [first] = asArray(asked.state.items).map(asObject);
  return first?.type === "thinking" || first?.type === "redacted_thinking";
}
