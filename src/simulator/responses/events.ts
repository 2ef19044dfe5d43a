import type { StreamStep } from "@/simulator/http/stream";
import { type Event, itemSteps } from "./itemEvents";
import { outputItems } from "./outputItems";
import { breaksOff, firstSilence } from "./pacing";
import { responseObject } from "./responseObject";
import type { ResponsePlan } from "./responsePlan";
import { streamFailures } from "./streamFailures";

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
  const broken = breaksOff(plan.scenarios);
  const items = outputItems(plan);
  for (const [index, item] of items.entries()) {
    const isLast = index === items.length - 1;
    yield* itemSteps({ plan, item, index, isLast, isBroken: isLast && broken !== undefined, step });
  }
  if (broken === undefined) {
    yield step(lastEvent(plan, items));
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

function lastEvent(plan: ResponsePlan, output: unknown[]): Event {
  const isEmpty = plan.scenarios.some(({ word }) => word === "empty-output" || word === "deltas-only");
  const kept = isEmpty ? [] : output;
  if (plan.answer.finish === "stop") {
    return { type: "response.completed", response: responseObject(plan, { status: "completed", output: kept }) };
  }
  return { type: "response.incomplete", response: responseObject(plan, { status: "incomplete", output: kept }) };
}
