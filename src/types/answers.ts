import { z } from "zod";
import { answerSchema, MAX_GRAPH_DEPTH, questionSchema, runStepSchema, runSummarySchema } from "./run";
import { idSchema } from "./workflow";

/** Where a question of a run stands, as `RunPlace` says it. */
const place = {
  node: idSchema,
  /** Steps from the document that runs down to the node; absent for its own nodes. */
  path: z.array(runStepSchema).max(MAX_GRAPH_DEPTH).optional(),
  item: z.int().min(0).optional(),
  call: z.string().max(256).optional(),
};
/** A question that nobody has answered; `at` is when it was asked, ISO 8601 UTC. */
export const openQuestionSchema = z.object({ ...questionSchema.shape, ...place, at: z.string() });
export type OpenQuestion = z.infer<typeof openQuestionSchema>;

/** A run with what it asks people. */
export const runDetailSchema = runSummarySchema.extend({ waiting: z.array(openQuestionSchema) });
export type RunDetail = z.infer<typeof runDetailSchema>;

/** What a person says to one question. */
export const givenAnswerSchema = z.strictObject({ ...place, ...answerSchema.shape });
export type GivenAnswer = z.infer<typeof givenAnswerSchema>;

/** Answers that are given at once, at most. */
export const MAX_ANSWERS = 1000;

/** Of `POST /api/runs/:id/answers`: one answer, or many of which all are taken or none. */
export const answerRunSchema = z.union([
  z.strictObject({ answers: z.array(givenAnswerSchema).min(1).max(MAX_ANSWERS) }),
  givenAnswerSchema.transform((answer) => ({ answers: [answer] })),
]);
