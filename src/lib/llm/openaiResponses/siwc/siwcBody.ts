import type { StateOwner } from "@/lib/llm/answerState";
import { type JsonObject, present } from "@/lib/llm/narrow";
import { holdsTools } from "@/lib/llm/openaiResponses/concessionRules";
import type { Concessions } from "@/lib/llm/openaiResponses/concessions";
import { encryptedReasoning, fixedFields } from "@/lib/llm/openaiResponses/constants";
import { toInput } from "@/lib/llm/openaiResponses/inputItems";
import { splitSystem } from "@/lib/llm/openaiResponses/promptStyle";
import { toReasoning, toReplayStyle, toTextField } from "@/lib/llm/openaiResponses/requestBody";
import { toFunction, toToolChoice } from "@/lib/llm/openaiResponses/tools";
import type { LlmCall, LlmSettings } from "@/types/llm";

const here = "with a shared ChatGPT plan";

/** Refused by plan sharing whatever the model. */
export const settingsRefusedBySiwc: Partial<Record<keyof LlmSettings, string>> = {
  temperature: here,
  maxTokens: here,
  serviceTier: here,
};

/** Names our functions where they have to stand in a namespace. */
const namespace = { name: "patchbay", description: "Functions of the caller." };

export interface SiwcStyle {
  owner: StateOwner;
  concessions: Pick<Concessions, "has" | "fields">;
}

/** The request of one call: only fields that plan sharing is known to take, so that none is refused over a habit. */
export function toSiwcBody(call: LlmCall, style: SiwcStyle): JsonObject {
  const { has } = style.concessions;
  const { system, rest } = splitSystem(call);
  const functions = (call.tools ?? []).map((tool) => toFunction(tool, has("looseTools")));
  const input = toInput({ ...call, messages: rest }, toReplayStyle(style));
  const tools = toTools(call, functions, has("toolsAsNamespace"));
  return present({
    model: call.model,
    instructions: system,
    input: functions.length === 0 || has("toolsAsNamespace") ? input : [additionalTools(functions), ...input],
    ...fixedFields,
    tools: tools.length === 0 ? undefined : tools,
    tool_choice: has("withoutToolChoice") ? undefined : toToolChoice(call.toolChoice),
    parallel_tool_calls: has("withoutParallel") ? undefined : call.parallelToolCalls,
    reasoning: toReasoning(call, style.concessions),
    include: holdsTools(call) && !has("withoutInclude") ? [encryptedReasoning] : undefined,
    text: toTextField(has("withoutVerbosity") ? { ...call, verbosity: undefined } : call, has("looseSchema")),
  });
}

/** Documented: functions of one's own stand in an item before the conversation, or in a namespace. */
function additionalTools(functions: JsonObject[]): JsonObject {
  return { type: "additional_tools", role: "developer", tools: functions };
}

function toTools({ webSearch }: LlmCall, functions: JsonObject[], inNamespace: boolean): JsonObject[] {
  const own = inNamespace && functions.length > 0 ? [{ type: "namespace", ...namespace, tools: functions }] : [];
  return webSearch === undefined || webSearch === false ? own : [...own, { type: "web_search" }];
}
