import { scores as words } from "@/components/messages/scores";
import {
  type Judge,
  type ScoreData,
  type ScoreMethod,
  scoreMethods,
  scoreSchema,
} from "@/lib/nodes/scores/scoreSettings";
import type { WorkflowNode } from "@/types/workflow";

/** The settings of a score; undefined when a file from elsewhere holds something that does not fit. */
export function scoreDataOf({ data }: WorkflowNode): ScoreData | undefined {
  return scoreSchema.safeParse(data).data;
}

export function methodOptions() {
  return scoreMethods.map((value) => ({ value, label: words.methods[value] }));
}

/** What a person begins a schema with. */
const firstSchema = { type: "object", properties: { answer: { type: "string" } }, required: ["answer"] };

/** The change that leads to another method, with what it cannot do without. */
export function toMethod(method: ScoreMethod, data: ScoreData, fresh: Judge): Partial<ScoreData> {
  if (method === "judge" && data.judges === undefined) return { method, judges: [fresh] };
  if (method === "schema" && data.jsonSchema === undefined) return { method, jsonSchema: firstSchema };
  return { method };
}

/** A new judge runs on what new LLM nodes run on. */
export function freshJudge(newNodeData: (type: string) => Record<string, unknown>): Judge {
  const { provider, model, account, reasoningEffort } = newNodeData("llmGenerate");
  // Made by `useNewNodeData`, whose settings are those of an LLM node.
  return { provider: "openai-auth", model: "", ...defined({ provider, model, account, reasoningEffort }) } as Judge;
}

function defined(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
