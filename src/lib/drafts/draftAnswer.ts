import { z } from "zod";
import { jsonTextsIn } from "@/lib/nodes/jsonTexts";

const MAX_DRAFT_NODES = 200;

const draftNodeSchema = z.object({
  id: z.string().min(1).max(64),
  kind: z.string().max(64),
  title: z.string().max(200).optional(),
  settings: z.record(z.string(), z.unknown()).default({}),
  /** Of a selection: stays as it is. */
  keep: z.boolean().optional(),
});
export type DraftNode = z.infer<typeof draftNodeSchema>;

const draftAnswerSchema = z.object({
  name: z.string().max(200).default(""),
  nodes: z.array(draftNodeSchema).min(1).max(MAX_DRAFT_NODES),
  /** From an output to an input, each as `id.port`. */
  wires: z.array(z.tuple([z.string(), z.string()])).default([]),
  remarks: z.array(z.string().max(2000)).max(50).default([]),
});
/** What a model is asked for: a graph in few words. */
export type DraftAnswer = z.infer<typeof draftAnswerSchema>;

export type Parsed = { answer: DraftAnswer } | { faults: string[] };

/** The graph in what a model wrote, or what keeps it from being one, told to the model. */
export function parseDraftAnswer(text: string): Parsed {
  const values = jsonTextsIn(text).map((json): unknown => JSON.parse(json));
  const tried = values.map((value) => draftAnswerSchema.safeParse(value));
  const fitting = tried.find(({ success }) => success);
  if (fitting?.data !== undefined) return { answer: fitting.data };
  const [first] = tried;
  if (first?.error === undefined) return { faults: ["The answer holds no whole JSON object with nodes and wires."] };
  return { faults: first.error.issues.map(({ path, message }) => `At ${path.join(".") || "the top"}: ${message}.`) };
}
