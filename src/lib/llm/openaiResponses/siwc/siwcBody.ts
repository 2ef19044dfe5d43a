import { type JsonObject, present } from "@/lib/llm/narrow";
import { fixedFields, toWireEffort } from "@/lib/llm/openaiResponses/constants";
import { splitSystem } from "@/lib/llm/openaiResponses/promptStyle";
import { toInput, toTextField } from "@/lib/llm/openaiResponses/requestBody";
import type { LlmCall, LlmSettings } from "@/types/llm";

const here = "with a shared ChatGPT plan";

/** Refused by plan sharing whatever the model. */
export const settingsRefusedBySiwc: Partial<Record<keyof LlmSettings, string>> = {
  temperature: here,
  maxTokens: here,
  serviceTier: here,
};

/** The request of one call: only fields that plan sharing is known to take, so that none is refused over a habit. */
export function toSiwcBody(call: LlmCall): JsonObject {
  const { system, rest } = splitSystem(call);
  return present({
    model: call.model,
    instructions: system,
    input: toInput(rest, call.images ?? []),
    ...fixedFields,
    tools: call.webSearch ? [{ type: "web_search" }] : undefined,
    reasoning: call.reasoningEffort === undefined ? undefined : { effort: toWireEffort(call.reasoningEffort) },
    text: toTextField(call),
  });
}
