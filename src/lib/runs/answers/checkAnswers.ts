import { z } from "zod";
import { givenAnswerSchema, type OpenQuestion } from "@/types/answers";
import { AppError } from "@/types/errors";
import type { RunEvent } from "@/types/run";
import { placeKey } from "@/types/runPlace";
import { idSchema } from "@/types/workflow";
import { questionsOf } from "./questions";
import { type AnswerBody, toAnswerEvents } from "./toAnswerEvents";

/** What one person, or program, says to questions of a run: all of it is taken, or nothing. */
export const answerRequestSchema = z.object({
  answers: z.array(givenAnswerSchema).readonly(),
  /** Who answers, where people have names. */
  by: idSchema.optional(),
  /** A program answers: what tools may do is for people to say. */
  reviewsOnly: z.boolean().optional(),
});
export type AnswerRequest = z.infer<typeof answerRequestSchema>;

export interface CheckedAnswers {
  bodies: AnswerBody[];
  /** A run that waits goes on with them: a call of a tool is answered, or the last that is asked of a node. */
  isEnough: boolean;
}

/** Holds answers against a journal. @throws AppError as `toAnswerEvents`, `not_allowed` for a tool by a program */
export function checkAnswers(events: readonly RunEvent[], request: AnswerRequest): CheckedAnswers {
  const { answers, by, reviewsOnly = false } = request;
  const questions = questionsOf(events);
  const bodies = toAnswerEvents(questions, answers, by);
  const answered = answers.flatMap((answer) => questions.open.get(placeKey(answer)) ?? []);
  if (reviewsOnly && answered.some(({ kind }) => kind !== "review")) {
    const message = "What a tool may do is for a person to say: answer it in Patchbay.";
    throw new AppError("not_allowed", message, { kinds: ["review"] });
  }
  const keys = new Set(answers.map(placeKey));
  const left = new Set(
    Array.from(questions.open).flatMap(([key, question]) => (keys.has(key) ? [] : nodeKey(question))),
  );
  const isEnough = answered.some((question) => question.kind !== "review" || !left.has(nodeKey(question)));
  return { bodies, isEnough };
}

function nodeKey({ node, path }: OpenQuestion): string {
  return placeKey({ node, path });
}
