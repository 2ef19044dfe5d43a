import type { NodeContext, NodeResult } from "@/lib/nodes/nodeKind";
import { isRecord } from "@/lib/nodes/values";
import { own } from "@/types/own";
import type { Value } from "@/types/run";
import { judgeScore } from "./judgeScore";
import { plainScore } from "./plainScore";
import type { ScoreData } from "./scoreSettings";

/** Scores one value. Loaded when a node runs: a page that shows nodes need not have it. @throws AppError */
export async function score(context: NodeContext<ScoreData>): Promise<NodeResult> {
  const { data, inputs } = context;
  const { method } = data;
  const scored = { value: subjectOf(inputs.value ?? null), reference: referenceOf(inputs.reference, data.expected) };
  if (method === "judge") return judgeScore(context, scored);
  return { output: { ...(await plainScore(method, context, scored)) } };
}

/** Of a compared answer (`compare`) it is its text that is scored. */
function subjectOf(value: Value): Value {
  if (!isRecord(value)) return value;
  const [provider, model, text] = ["provider", "model", "text"].map((name) => own(value, name));
  const isAnswer = typeof provider === "string" && typeof model === "string" && typeof text === "string";
  return isAnswer ? text : value;
}

function referenceOf(reference: Value | undefined, expected: string | undefined): Value | undefined {
  return reference ?? expected;
}
