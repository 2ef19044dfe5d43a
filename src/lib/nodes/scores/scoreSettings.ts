import { z } from "zod";
import { generateSchema } from "@/lib/nodes/generate";
import { mapSettingsSchema } from "@/lib/nodes/mapSettings";

export const scoreMethods = ["equals", "contains", "matches", "range", "schema", "similar", "judge"] as const;
export type ScoreMethod = (typeof scoreMethods)[number];

/** Who judges: an LLM setting. What it is told and the form of its answer are those of the node. */
const judgeSchema = generateSchema.omit({ system: true, jsonSchema: true, webSearch: true, reasoningSummary: true });
export type Judge = z.infer<typeof judgeSchema>;

const scaleSchema = z.object({
  min: z.number(),
  max: z.number(),
  /** The lowest mean of the judges that passes. */
  passAt: z.number(),
});
export type Scale = z.infer<typeof scaleSchema>;

/** How far two texts must be alike where nothing is said. */
export const SIMILAR_PASS = 0.8;
export const standardScale: Scale = { min: 1, max: 5, passAt: 4 };
const MAX_JUDGES = 10;

export const scoreSchema = z.object({
  method: z.enum(scoreMethods),
  /** Where no `reference` is wired; a pattern (RE2) for `matches`. */
  expected: z.string().max(100_000).optional(),
  /** Of `equals`, `contains`. */
  ignoreCase: z.boolean().optional(),
  /** Of `equals`: white space at both ends. */
  ignoreSpace: z.boolean().optional(),
  /** Of `equals`: both are read as JSON; the order of fields does not count. */
  asJson: z.boolean().optional(),
  /** Of `contains`: each line of `expected` is one thing to find. One text as it stands if absent. */
  several: z.enum(["all", "any"]).optional(),
  /** Of `range`, both inside. */
  min: z.number().optional(),
  max: z.number().optional(),
  /** Of `schema`. */
  jsonSchema: z.record(z.string(), z.unknown()).optional(),
  /** Of `similar`; `SIMILAR_PASS` if absent. */
  passAt: z.number().min(0).max(1).optional(),
  /** Of `judge`, with `scale` (`standardScale` if absent). */
  rubric: z.string().max(50_000).optional(),
  scale: scaleSchema.optional(),
  judges: z.array(judgeSchema).max(MAX_JUDGES).optional(),
  ...mapSettingsSchema.shape,
});
export type ScoreData = z.infer<typeof scoreSchema>;

/** What is said of a value; `score` from 0 to 1. */
export interface Verdict {
  score: number;
  pass: boolean;
  reason: string;
}
