import { answerId } from "@/simulator/answers/answerId";
import type { Answer } from "@/simulator/answers/ask";
import type { JsonObject } from "@/simulator/http/body";
import type { StreamStep } from "@/simulator/http/stream";
import { breaksOff, firstSilence, pacedPieces } from "@/simulator/responses/pacing";
import type { Scenario } from "@/simulator/scenarios/scenario";
import type { Latency } from "@/simulator/types";
import { answerParts, groundingMetadata } from "./answerParts";

export interface GeminiPlan {
  /** Who asks. */
  key: string;
  model: string;
  body: JsonObject;
  answer: Answer;
  scenarios: Scenario[];
  latency: Latency;
}

const finishReasons: Record<Answer["finish"], string> = {
  stop: "STOP",
  length: "MAX_TOKENS",
  "content-filter": "SAFETY",
};

function usageMetadata({ usage }: Answer) {
  return {
    promptTokenCount: usage.input,
    ...(usage.cached > 0 ? { cachedContentTokenCount: usage.cached } : {}),
    candidatesTokenCount: usage.output,
    ...(usage.reasoning > 0 ? { thoughtsTokenCount: usage.reasoning } : {}),
    totalTokenCount: usage.input + usage.output + usage.reasoning,
    promptTokensDetails: [{ modality: "TEXT", tokenCount: usage.input }],
  };
}

/** One `GenerateContentResponse`: the whole answer, or a piece of it. */
function generateContentResponse(
  plan: GeminiPlan,
  parts: JsonObject[],
  end: { isLast?: true; isNamed?: boolean } = {},
) {
  const { isLast = false, isNamed = isLast } = end;
  const grounding = isLast ? groundingMetadata(plan) : undefined;
  const candidate = {
    content: { parts, role: "model" },
    ...(isNamed ? { finishReason: finishReasons[plan.answer.finish] } : {}),
    ...(grounding === undefined ? {} : { groundingMetadata: grounding }),
    index: 0,
  };
  return {
    candidates: [candidate],
    usageMetadata: usageMetadata(plan.answer),
    modelVersion: plan.model,
    responseId: answerId("gen", plan.answer.text),
  };
}

/** The answer that is not streamed: its pieces of text are one part. */
export function wholeResponse(plan: GeminiPlan) {
  const parts: JsonObject[] = [];
  for (const part of answerParts(plan)) {
    const last = parts.at(-1);
    if (last === undefined || typeof last.text !== "string" || typeof part.text !== "string" || last.thought === true)
      parts.push({ ...part });
    else Object.assign(last, part, { text: last.text + part.text });
  }
  return generateContentResponse(plan, parts, { isLast: true });
}

/** A streamed answer: each frame is a whole response object, the last one carries the reason of the end. */
export function* geminiSteps(plan: GeminiPlan): Generator<StreamStep> {
  yield firstSilence(plan.latency, plan.scenarios);
  const parts = answerParts(plan);
  const broken = breaksOff(plan.scenarios);
  const isNamed = plan.scenarios.some(({ word }) => word === "stop-early");
  const sent = broken === undefined ? parts.slice(0, -1) : parts.slice(0, Math.ceil(parts.length / 2));
  const names = sent.map((_part, index) => String(index));
  yield* pacedPieces(names, plan.latency, plan.scenarios, (name) => ({
    data: generateContentResponse(plan, [sent[Number(name)] ?? {}], { isNamed }),
  }));
  if (broken === undefined) yield { data: generateContentResponse(plan, parts.slice(-1), { isLast: true }) };
  else if (broken.word !== "cut-quietly") {
    yield { data: { error: { code: 500, message: "An internal error has occurred.", status: "INTERNAL" } } };
  }
}
