import { answerId } from "@/simulator/answers/answerId";
import type { Answer } from "@/simulator/answers/ask";
import type { StreamStep } from "@/simulator/http/stream";
import { breaksOff, firstSilence, pacedPieces } from "@/simulator/responses/pacing";
import type { Scenario } from "@/simulator/scenarios/scenario";
import type { Latency } from "@/simulator/types";

export interface GeminiPlan {
  model: string;
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
    candidatesTokenCount: usage.output,
    ...(usage.reasoning > 0 ? { thoughtsTokenCount: usage.reasoning } : {}),
    totalTokenCount: usage.input + usage.output + usage.reasoning,
    promptTokensDetails: [{ modality: "TEXT", tokenCount: usage.input }],
  };
}

/** One `GenerateContentResponse`: the whole answer, or a piece of it. */
export function generateContentResponse(plan: GeminiPlan, text: string, isLast: boolean) {
  const finish = isLast ? { finishReason: finishReasons[plan.answer.finish] } : {};
  return {
    candidates: [{ content: { parts: [{ text }], role: "model" }, ...finish, index: 0 }],
    usageMetadata: usageMetadata(plan.answer),
    modelVersion: plan.model,
    responseId: answerId("gen", plan.answer.text),
  };
}

/** A streamed answer: each frame is a whole response object, the last one carries the reason of the end. */
export function* geminiSteps(plan: GeminiPlan): Generator<StreamStep> {
  yield firstSilence(plan.latency, plan.scenarios);
  const { pieces } = plan.answer;
  const broken = breaksOff(plan.scenarios);
  const namesReason = plan.scenarios.some(({ word }) => word === "stop-early");
  const sent = broken === undefined ? pieces.slice(0, -1) : pieces.slice(0, Math.ceil(pieces.length / 2));
  yield* pacedPieces(sent, plan.latency, plan.scenarios, (text) => ({
    data: generateContentResponse(plan, text, namesReason),
  }));
  if (broken === undefined) yield { data: generateContentResponse(plan, pieces.at(-1) ?? "", true) };
  else if (broken.word !== "cut-quietly") {
    yield { data: { error: { code: 500, message: "An internal error has occurred.", status: "INTERNAL" } } };
  }
}
