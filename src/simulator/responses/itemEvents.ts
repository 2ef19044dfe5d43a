import { isObject, type JsonObject } from "@/simulator/http/body";
import type { StreamStep } from "@/simulator/http/stream";
import { pacedPieces } from "./pacing";
import type { ResponsePlan } from "./responsePlan";

export type Event = Record<string, unknown> & { type: string };
export type ToStep = (event: Event) => StreamStep;

/** One item on its way: `isLast` carries the pace of the answer, and `isBroken` ends it in its middle. */
export interface ItemOnWay {
  plan: ResponsePlan;
  item: JsonObject & { id: string; type: string };
  index: number;
  isLast: boolean;
  isBroken: boolean;
  step: ToStep;
}

/** The events of one output item, from `added` to `done`. */
export function* itemSteps(way: ItemOnWay): Generator<StreamStep> {
  const { item, index, step, isBroken } = way;
  yield step({ type: "response.output_item.added", output_index: index, item: { ...item, ...emptied(item) } });
  yield* innerSteps(way);
  if (isBroken || (item.type === "message" && has(way, "deltas-only"))) return;
  yield step({ type: "response.output_item.done", output_index: index, item });
}

function has({ plan }: ItemOnWay, word: string): boolean {
  return plan.scenarios.some((scenario) => scenario.word === word);
}

/** What an item says of itself while it comes into being. */
function emptied({ type }: { type: string }): JsonObject {
  if (type === "reasoning") return { summary: [] };
  if (type === "message") return { status: "in_progress", content: [] };
  if (type === "function_call") return { status: "in_progress", arguments: "" };
  if (type === "custom_tool_call") return { status: "in_progress", input: "" };
  if (type === "image_generation_call") return { status: "in_progress", result: null };
  return { status: "in_progress" };
}

function* innerSteps(way: ItemOnWay): Generator<StreamStep> {
  switch (way.item.type) {
    case "message":
      return yield* messageSteps(way);
    case "reasoning":
      return yield* reasoningSteps(way);
    case "function_call":
      return yield* inputSteps(way, "function_call_arguments", "arguments");
    case "custom_tool_call":
      return yield* inputSteps(way, "custom_tool_call_input", "input");
    case "web_search_call":
      return yield* hostedSteps(way, "web_search_call", ["in_progress", "searching", "completed"]);
    case "image_generation_call":
      return yield* hostedSteps(way, "image_generation_call", ["in_progress", "generating", "completed"]);
  }
}

function* messageSteps(way: ItemOnWay): Generator<StreamStep> {
  const { plan, item, step, isLast, isBroken, index } = way;
  const [part] = Array.isArray(item.content) ? item.content.filter(isObject) : [];
  if (part === undefined) return;
  const place = { item_id: item.id, output_index: index, content_index: 0 };
  const empty = { ...part, text: "", annotations: [] };
  yield step({ type: "response.content_part.added", ...place, part: empty });
  const toDelta = (delta: string) => step({ type: "response.output_text.delta", ...place, delta, logprobs: [] });
  if (isLast) yield* pacedPieces(halfIf(isBroken, plan.answer.pieces), plan.latency, plan.scenarios, toDelta);
  else yield toDelta(String(part.text));
  if (isBroken || (isLast && has(way, "deltas-only"))) return;
  const annotations = Array.isArray(part.annotations) ? part.annotations : [];
  for (const [annotationIndex, annotation] of annotations.entries()) {
    const type = "response.output_text.annotation.added";
    yield step({ type, ...place, annotation_index: annotationIndex, annotation });
  }
  yield step({ type: "response.output_text.done", ...place, text: part.text, logprobs: [] });
  yield step({ type: "response.content_part.done", ...place, part });
}

function halfIf(isBroken: boolean, pieces: string[]): string[] {
  return isBroken ? pieces.slice(0, Math.ceil(pieces.length / 2)) : pieces;
}

function* reasoningSteps({ plan, item, index, step }: ItemOnWay): Generator<StreamStep> {
  const [part] = Array.isArray(item.summary) ? item.summary.filter(isObject) : [];
  if (part === undefined) return;
  const place = { item_id: item.id, output_index: index, summary_index: 0 };
  yield step({ type: "response.reasoning_summary_part.added", ...place, part: { ...part, text: "" } });
  for (const delta of String(part.text).match(/\s*\S+(?:\s+\S+){0,3}/g) ?? []) {
    yield step({ type: "response.reasoning_summary_text.delta", ...place, delta });
    yield { waitMs: plan.latency.tokenMs };
  }
  yield step({ type: "response.reasoning_summary_text.done", ...place, text: part.text });
  yield step({ type: "response.reasoning_summary_part.done", ...place, part });
}

/** The arguments of a function or the free text of a custom tool. */
function* inputSteps(way: ItemOnWay, name: string, field: "arguments" | "input"): Generator<StreamStep> {
  const { plan, item, step, isLast, isBroken, index } = way;
  const place = { item_id: item.id, output_index: index };
  const text = String(item[field]);
  const pieces = halfIf(isBroken, text.match(/[\s\S]{1,12}/g) ?? []);
  const toDelta = (delta: string) => step({ type: `response.${name}.delta`, ...place, delta });
  if (isLast) yield* pacedPieces(pieces, plan.latency, plan.scenarios, toDelta);
  else for (const piece of pieces) yield toDelta(piece);
  if (!isBroken) yield step({ type: `response.${name}.done`, ...place, [field]: text });
}

function* hostedSteps({ item, index, step }: ItemOnWay, name: string, stages: string[]): Generator<StreamStep> {
  for (const stage of stages) {
    yield step({ type: `response.${name}.${stage}`, item_id: item.id, output_index: index });
    if (stage !== "generating") continue;
    const partial = { partial_image_b64: item.result, partial_image_index: 0 };
    yield step({ type: `response.${name}.partial_image`, item_id: item.id, output_index: index, ...partial });
  }
}
