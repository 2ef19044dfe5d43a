import { answerId } from "@/simulator/answers/answerId";
import { isObject } from "@/simulator/http/body";
import type { ResponsePlan } from "./responsePlan";

const ids = (plan: ResponsePlan, prefix: string): string =>
  answerId(prefix, `${String(plan.body.model)}\n${plan.createdAtMs}\n${plan.answer.text}`);

/** The assistant's message as an output item. */
export function messageItem(plan: ResponsePlan) {
  const content = [{ type: "output_text", text: plan.answer.text, annotations: [], logprobs: [] }];
  const phase = plan.phase === undefined ? {} : { phase: plan.phase };
  return { id: ids(plan, "msg"), type: "message", status: "completed", role: "assistant", ...phase, content };
}

/** What a model says about its work before it answers. */
export function commentaryItem(plan: ResponsePlan) {
  const content = [{ type: "output_text", text: "Let me look at this first.", annotations: [], logprobs: [] }];
  const id = ids(plan, "msgc");
  return { id, type: "message", status: "completed", role: "assistant", phase: "commentary", content };
}

/** The reasoning item; its summary stands only when one was asked for, its secret only when `include` names it. */
export function reasoningItem(plan: ResponsePlan) {
  const { reasoning, include } = plan.body;
  const wantsSummary = isObject(reasoning) && reasoning.summary !== undefined && reasoning.summary !== "none";
  const wantsSecret = Array.isArray(include) && include.includes("reasoning.encrypted_content");
  return {
    id: ids(plan, "rs"),
    type: "reasoning",
    summary: wantsSummary ? [{ type: "summary_text", text: plan.answer.reasoning }] : [],
    ...(wantsSecret ? { encrypted_content: Buffer.from(plan.answer.reasoning).toString("base64") } : {}),
  };
}

const finalStatuses = new Set(["completed", "incomplete"]);

/** The `response` object that frames an answer. */
export function responseObject(plan: ResponsePlan, state: { status: string; output: unknown[] }) {
  const { body, answer } = plan;
  const isFinal = finalStatuses.has(state.status);
  const reason = answer.finish === "content-filter" ? "content_filter" : "max_output_tokens";
  return {
    id: ids(plan, "resp"),
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
    tools: [],
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
  const hasReasoning = plan.answer.usage.reasoning > 0;
  const output = [...(hasReasoning ? [reasoningItem(plan)] : []), messageItem(plan)];
  return responseObject(plan, { status: plan.answer.finish === "stop" ? "completed" : "incomplete", output });
}
