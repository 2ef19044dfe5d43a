import { idFor, outputItems } from "./outputItems";
import type { ResponsePlan } from "./responsePlan";

const finalStatuses = new Set(["completed", "incomplete"]);

/** The `response` object that frames an answer. */
export function responseObject(plan: ResponsePlan, state: { status: string; output: unknown[] }) {
  const { body, answer } = plan;
  const isFinal = finalStatuses.has(state.status);
  const reason = answer.finish === "content-filter" ? "content_filter" : "max_output_tokens";
  return {
    id: idFor(plan, "resp"),
    object: "response",
    created_at: Math.floor(plan.createdAtMs / 1000),
    status: state.status,
    error: null,
    incomplete_details: state.status === "incomplete" ? { reason } : null,
    instructions: body.instructions ?? null,
    model: body.model,
    output: state.output,
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    reasoning: body.reasoning ?? { effort: null, summary: null },
    service_tier: body.service_tier ?? "default",
    store: body.store ?? true,
    temperature: body.temperature ?? 1,
    text: body.text ?? { format: { type: "text" } },
    tool_choice: body.tool_choice ?? "auto",
    tools: body.tools ?? [],
    usage: isFinal ? usageObject(plan) : null,
    metadata: body.metadata ?? {},
  };
}

function usageObject({ answer: { usage } }: ResponsePlan) {
  const output = usage.output + usage.reasoning;
  return {
    input_tokens: usage.input,
    input_tokens_details: { cached_tokens: usage.cached },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: usage.input + output,
  };
}

/** A response that is not streamed. */
export function wholeResponse(plan: ResponsePlan) {
  const status = plan.answer.finish === "stop" ? "completed" : "incomplete";
  return responseObject(plan, { status, output: outputItems(plan) });
}
