import { answerId } from "@/simulator/answers/answerId";
import type { Answer, AnswerCall } from "@/simulator/answers/ask";
import { isObject } from "@/simulator/http/body";
import type { StreamStep } from "@/simulator/http/stream";
import { breaksOff, firstSilence, pacedPieces } from "@/simulator/responses/pacing";
import type { ResponsePlan } from "@/simulator/responses/responsePlan";
import { streamFailures } from "@/simulator/responses/streamFailures";

const finishReasons: Record<Answer["finish"], string> = {
  stop: "stop",
  length: "length",
  "content-filter": "content_filter",
};

function finishReason({ answer }: ResponsePlan): string {
  return answer.calls.length > 0 && answer.finish === "stop" ? "tool_calls" : finishReasons[answer.finish];
}

const toCall = ({ id, name, input }: AnswerCall) => ({ id, type: "function", function: { name, arguments: input } });

function frame(plan: ResponsePlan, object: string) {
  return {
    id: answerId("chatcmpl", `${plan.createdAtMs}\n${plan.answer.text}`),
    object,
    created: Math.floor(plan.createdAtMs / 1000),
    model: plan.body.model,
    service_tier: "default",
  };
}

function usageObject({ answer: { usage } }: ResponsePlan) {
  const completion = usage.output + usage.reasoning;
  return {
    prompt_tokens: usage.input,
    completion_tokens: completion,
    total_tokens: usage.input + completion,
    prompt_tokens_details: { cached_tokens: usage.cached },
    completion_tokens_details: { reasoning_tokens: usage.reasoning },
  };
}

/** The answer of a chat completion that is not streamed. */
export function chatCompletion(plan: ResponsePlan) {
  const { calls, text } = plan.answer;
  const asked = calls.length === 0 ? { content: text } : { content: null, tool_calls: calls.map(toCall) };
  const message = { role: "assistant", ...asked, refusal: null, annotations: [] };
  const choice = { index: 0, message, logprobs: null, finish_reason: finishReason(plan) };
  return { ...frame(plan, "chat.completion"), choices: [choice], usage: usageObject(plan) };
}

/** A streamed chat completion, ended by `[DONE]`. */
export function* chatSteps(plan: ResponsePlan): Generator<StreamStep> {
  const base = frame(plan, "chat.completion.chunk");
  const chunk = (delta: Record<string, unknown>, finishReason: string | null = null): StreamStep => ({
    data: { ...base, choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }] },
  });
  yield chunk({ role: "assistant", content: "", refusal: null });
  yield firstSilence(plan.latency, plan.scenarios);
  const broken = breaksOff(plan.scenarios);
  const { pieces, calls } = plan.answer;
  const sent = broken === undefined ? pieces : pieces.slice(0, Math.ceil(pieces.length / 2));
  yield* pacedPieces(sent, plan.latency, plan.scenarios, (content) => chunk({ content }));
  for (const [index, call] of calls.entries()) yield* callSteps(plan, call, index, chunk, broken !== undefined);
  if (broken !== undefined) {
    const failure = streamFailures[broken.word] ?? { code: "server_error", message: "The server had an error." };
    if (broken.word !== "cut-quietly") yield { data: { error: { ...failure, type: "server_error", param: null } } };
    return;
  }
  yield chunk({}, finishReason(plan));
  const { stream_options: options } = plan.body;
  if (isObject(options) && options.include_usage === true)
    yield { data: { ...base, choices: [], usage: usageObject(plan) } };
  yield { data: "[DONE]" };
}

/** A call begins with its name; its arguments follow in pieces. */
function* callSteps(
  plan: ResponsePlan,
  call: AnswerCall,
  index: number,
  chunk: (delta: Record<string, unknown>) => StreamStep,
  isBroken: boolean,
): Generator<StreamStep> {
  const { id, type, function: named } = toCall(call);
  yield chunk({ tool_calls: [{ index, id, type, function: { name: named.name, arguments: "" } }] });
  const pieces = named.arguments.match(/[\s\S]{1,12}/g) ?? [];
  const sent = isBroken ? pieces.slice(0, Math.ceil(pieces.length / 2)) : pieces;
  yield* pacedPieces(sent, plan.latency, plan.scenarios, (piece) =>
    chunk({ tool_calls: [{ index, function: { arguments: piece } }] }),
  );
}
