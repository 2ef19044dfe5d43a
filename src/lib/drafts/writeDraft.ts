import type { Draft, DraftRequest } from "@/types/drafts";
import { AppError } from "@/types/errors";
import { addUsage, type CallLlm, type LlmCall, type LlmResult, noUsage } from "@/types/llm";
import { parseDraftAnswer } from "./draftAnswer";
import { type RunsOn, toDraftGraph } from "./draftGraph";
import { drawInstructions, toRepairText, toWishText } from "./instructions";

/** Answers that a draft may take: the first, and two that mend it. */
const MAX_ROUNDS = 3;
/** Faults told at once: more would bury the first, which often cause the rest. */
const MAX_FAULTS_TOLD = 20;

/**
 * Has a model draw a graph, and mend it until it passes the checks of our schemas and of the planner.
 * @throws AppError what the call throws; `schema_mismatch` if it still has faults after three answers, with what they
 * cost in `usage`
 */
export async function writeDraft(callLlm: CallLlm, request: DraftRequest, signal: AbortSignal): Promise<Draft> {
  const { provider, model, account } = request;
  const runsOn: RunsOn = { provider, model, ...(account === undefined ? {} : { account }) };
  let call: LlmCall = {
    ...runsOn,
    system: drawInstructions(),
    messages: [{ role: "user", content: toWishText(request) }],
  };
  let usage: Draft["usage"] = noUsage;
  for (let rounds = 1; ; rounds++) {
    const result = await answerOf(callLlm(call, signal));
    usage = addUsage(usage, result.usage);
    const { drawn, faults } = await read(result.text, runsOn, request.selection);
    if (drawn !== undefined && faults.length === 0) {
      return { ...drawn, rounds, usage, payer: result.payer, notices: result.notices };
    }
    if (rounds === MAX_ROUNDS) throw stillWrong(faults, usage);
    const repair = toRepairText(faults.slice(0, MAX_FAULTS_TOLD));
    const said: LlmCall["messages"] = result.text === "" ? [] : [{ role: "assistant", content: result.text }];
    call = { ...call, messages: [...call.messages, ...said, { role: "user", content: repair }] };
  }
}

async function read(text: string, runsOn: RunsOn, selection: DraftRequest["selection"]) {
  const parsed = parseDraftAnswer(text);
  if (!("answer" in parsed)) return { faults: parsed.faults };
  const { name, remarks } = parsed.answer;
  const { graph, faults } = await toDraftGraph(parsed.answer, runsOn, selection);
  return { drawn: { name, remarks, ...graph }, faults };
}

async function answerOf(events: ReturnType<CallLlm>): Promise<LlmResult> {
  for await (const event of events) if (event.type === "end") return event.result;
  throw new AppError("upstream_interrupted", "The answer ended before it was complete. Try again.");
}

function stillWrong(faults: readonly string[], usage: Draft["usage"]): AppError {
  const message = `The model drew a workflow that cannot run: ${faults.slice(0, 3).join(" ")} Say it in other words, or choose another model.`;
  return new AppError("schema_mismatch", message, { usage });
}
