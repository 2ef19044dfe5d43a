import type { StreamStep } from "@/simulator/http/stream";
import { breaksOff, firstSilence, pacedPieces } from "./pacing";
import { commentaryItem, messageItem, reasoningItem, responseObject } from "./responseObject";
import type { ResponsePlan } from "./responsePlan";
import { streamFailures } from "./streamFailures";

type Event = Record<string, unknown> & { type: string };

/** The event sequence of a streamed Responses answer, with the oddities that were asked for. */
export function* responseSteps(plan: ResponsePlan): Generator<StreamStep> {
  let sequence = 0;
  const step = (event: Event): StreamStep => {
    const { type, ...rest } = event;
    return { event: type, data: { type, sequence_number: sequence++, ...rest } };
  };
  const started = responseObject(plan, { status: "in_progress", output: [] });
  yield step({ type: "response.created", response: started });
  yield step({ type: "response.in_progress", response: started });
  yield firstSilence(plan.latency, plan.scenarios);
  const output: unknown[] = [];
  if (thinks(plan)) {
    for (const event of reasoningEvents(plan)) yield step(event);
    output.push(reasoningItem(plan));
  }
  if (plan.scenarios.some(({ word }) => word === "commentary")) {
    for (const event of commentaryEvents(plan, output.length)) yield step(event);
    output.push(commentaryItem(plan));
  }
  const broken = breaksOff(plan.scenarios);
  yield* messageSteps(plan, output.length, step, broken !== undefined);
  if (broken === undefined) {
    output.push(messageItem(plan));
    yield step(lastEvent(plan, output));
    return;
  }
  const failure = streamFailures[broken.word];
  if (failure !== undefined) {
    yield step({
      type: "response.failed",
      response: { ...responseObject(plan, { status: "failed", output: [] }), error: failure },
    });
  }
  if (broken.word === "error-event") {
    yield step({ type: "error", code: "server_error", message: "The server had an error.", param: null });
  }
}

function* messageSteps(
  plan: ResponsePlan,
  outputIndex: number,
  step: (event: Event) => StreamStep,
  isBroken: boolean,
): Generator<StreamStep> {
  const item = messageItem(plan);
  const place = { item_id: item.id, output_index: outputIndex, content_index: 0 };
  const part = { type: "output_text", text: "", annotations: [], logprobs: [] };
  yield step({
    type: "response.output_item.added",
    output_index: outputIndex,
    item: { ...item, status: "in_progress", content: [] },
  });
  yield step({ type: "response.content_part.added", ...place, part });
  const { pieces, text } = plan.answer;
  const sent = isBroken ? pieces.slice(0, Math.ceil(pieces.length / 2)) : pieces;
  yield* pacedPieces(sent, plan.latency, plan.scenarios, (delta) =>
    step({ type: "response.output_text.delta", ...place, delta, logprobs: [] }),
  );
  if (isBroken || plan.scenarios.some(({ word }) => word === "deltas-only")) return;
  yield step({ type: "response.output_text.done", ...place, text, logprobs: [] });
  yield step({ type: "response.content_part.done", ...place, part: { ...part, text } });
  yield step({ type: "response.output_item.done", output_index: outputIndex, item });
}

function* commentaryEvents(plan: ResponsePlan, outputIndex: number): Generator<Event> {
  const item = commentaryItem(plan);
  const place = { item_id: item.id, output_index: outputIndex, content_index: 0 };
  yield {
    type: "response.output_item.added",
    output_index: outputIndex,
    item: { ...item, status: "in_progress", content: [] },
  };
  for (const { text } of item.content) {
    yield { type: "response.output_text.delta", ...place, delta: text, logprobs: [] };
    yield { type: "response.output_text.done", ...place, text, logprobs: [] };
  }
  yield { type: "response.output_item.done", output_index: outputIndex, item };
}

function* reasoningEvents(plan: ResponsePlan): Generator<Event> {
  const item = reasoningItem(plan);
  const [part] = item.summary;
  yield { type: "response.output_item.added", output_index: 0, item: { ...item, summary: [] } };
  if (part !== undefined) {
    const place = { item_id: item.id, output_index: 0, summary_index: 0 };
    yield { type: "response.reasoning_summary_part.added", ...place, part: { ...part, text: "" } };
    for (const delta of part.text.match(/\s*\S+(?:\s+\S+){0,3}/g) ?? []) {
      yield { type: "response.reasoning_summary_text.delta", ...place, delta };
    }
    yield { type: "response.reasoning_summary_text.done", ...place, text: part.text };
    yield { type: "response.reasoning_summary_part.done", ...place, part };
  }
  yield { type: "response.output_item.done", output_index: 0, item };
}

function lastEvent(plan: ResponsePlan, output: unknown[]): Event {
  const isEmpty = plan.scenarios.some(({ word }) => word === "empty-output" || word === "deltas-only");
  const kept = isEmpty ? [] : output;
  if (plan.answer.finish === "stop") {
    return { type: "response.completed", response: responseObject(plan, { status: "completed", output: kept }) };
  }
  return { type: "response.incomplete", response: responseObject(plan, { status: "incomplete", output: kept }) };
}

function thinks({ body, answer }: ResponsePlan): boolean {
  return answer.usage.reasoning > 0 || typeof body.reasoning === "object";
}
