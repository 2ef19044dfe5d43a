import { schemaProblem } from "@/lib/schemas/schemaProblem";
import { AppError, isAppError } from "@/types/errors";
import type { LlmCall, LlmResult, Message } from "@/types/llm";
import type { PortValues, Value } from "@/types/run";
import { asksForSources, type GenerateData } from "./generate";
import { toLlmCall } from "./generateCall";
import type { NodeContext } from "./nodeKind";
import { addSpent, type Spent, spentOf, withSpent } from "./spent";

/** How a model's answer is asked for. Kinds of nodes load it when they are run: a page that shows them need not have it. */

/** Why an answer in JSON cannot be asked for, in words that follow the node's name. */
export function schemaFaultOf({ jsonSchema }: Pick<GenerateData, "jsonSchema">): string | undefined {
  const problem = jsonSchema && schemaProblem(jsonSchema);
  return problem === undefined ? undefined : `cannot use its JSON schema, which ${problem}`;
}

export interface Generated extends Spent {
  /** By port, as `generateOutputs` names them. */
  answer: PortValues;
}

/** One answer, streamed on the way. @throws AppError what `answerTo` throws */
export async function generate(context: NodeContext<unknown>, data: GenerateData): Promise<Generated> {
  const { result, ...spent } = await answerTo(await toLlmCall(context, data), context);
  return { answer: toAnswer(result, data), ...spent };
}

interface Answered extends Spent {
  result: LlmResult;
}

/**
 * The answer to a call. One that does not fit the JSON schema is asked for once more with the fault named; both calls
 * count. @throws AppError what the call throws; `schema_mismatch` has the last raw text in `text`
 */
export async function answerTo(call: LlmCall, context: NodeContext<unknown>): Promise<Answered> {
  try {
    return toAnswered(await ask(call, context));
  } catch (error) {
    const repair = toRepair(call, error);
    if (repair === undefined) throw error;
    context.onNotice(askedAgain);
    return askAgain(repair, spentOf(error), context);
  }
}

/** The answer to the second try; what the first cost is added, also to an error. */
async function askAgain(repair: LlmCall, spent: Spent, context: NodeContext<unknown>): Promise<Answered> {
  try {
    // The text of the first try has been shown; the second shows at its end, and does not wait as one that never began.
    const silent = { onQueue: () => {}, onText: () => {}, onReasoning: () => {} };
    const answered = toAnswered(await ask(repair, { ...context, ...silent }));
    return { ...answered, ...addSpent(spent, answered) };
  } catch (error) {
    throw withSpent(error, addSpent(spent, spentOf(error)));
  }
}

function toAnswered(result: LlmResult): Answered {
  const { usage, payer } = result;
  return { result, usage, payer };
}

async function ask(
  call: LlmCall,
  { callLlm, signal, onNotice, onQueue, onText, onReasoning }: NodeContext<unknown>,
): Promise<LlmResult> {
  for await (const event of callLlm(call, signal)) {
    if (event.type === "queued") onQueue("joined");
    else if (event.type === "start") onQueue("left");
    else if (event.type === "text-delta") onText(event.text);
    else if (event.type === "reasoning-delta") onReasoning(event.text);
    else if (event.type === "notice") onNotice({ code: event.code, message: event.message });
    else if (event.type === "end") {
      if (event.result.finishReason === "length") onNotice(cutShort);
      return event.result;
    }
  }
  throw new AppError("upstream_interrupted", "The answer ended before it was complete. Run the node again.");
}

const askedAgain = {
  code: "json_repair",
  message: "The first answer did not fit the JSON schema, so the model was asked once more.",
};

const cutShort = {
  code: "cut_short",
  message: "The answer stopped at its length limit and may be incomplete. Raise the limit, or ask for less.",
};

/** The call that shows the model its fault; undefined when the error is not one that this could mend. */
function toRepair(call: LlmCall, error: unknown): LlmCall | undefined {
  if (!isAppError(error) || error.code !== "schema_mismatch" || typeof error.facts.text !== "string") return undefined;
  const request = `${error.message} Answer again with nothing but JSON that fits the schema.`;
  const answer: Message[] = error.facts.text === "" ? [] : [{ role: "assistant", content: error.facts.text }];
  return { ...call, messages: [...call.messages, ...answer, { role: "user", content: request }] };
}

/** An answer by the ports of its node. */
export function toAnswer(
  { text, json, sources, reasoning }: Pick<LlmResult, "text" | "json" | "sources" | "reasoning">,
  data: GenerateData,
): PortValues {
  const answer: PortValues = { text };
  if (json !== undefined) answer.json = json as Value; // parsed from JSON text
  if (asksForSources(data)) answer.sources = (sources ?? []) as Value; // JSON, without fields that are undefined
  if (data.reasoningSummary === true) answer.reasoning = reasoning ?? "";
  return answer;
}
