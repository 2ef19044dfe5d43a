import type { GivenAnswer, OpenQuestion } from "@/types/answers";
import { AppError } from "@/types/errors";
import type { RunEventBody } from "@/types/run";
import { placeKey } from "@/types/runPlace";
import type { Questions } from "./questions";

export type AnswerBody = Extract<RunEventBody, { type: "node-answer" }>;

/**
 * Answers as a journal tells them, each checked against its question. `by` says who answers, where people have names.
 * @throws AppError `not_found` for what nobody is asked, `conflict` for what is answered already (facts `by?` and `at`),
 * `invalid_request` for what an answer cannot be, or for two answers to one question
 */
export function toAnswerEvents(questions: Questions, answers: readonly GivenAnswer[], by?: string): AnswerBody[] {
  if (new Set(answers.map(placeKey)).size < answers.length) {
    throw new AppError("invalid_request", "Two of these answers are to the same question. Send one of them.");
  }
  return answers.map((answer) => {
    const question = questions.open.get(placeKey(answer));
    if (question === undefined) throw notOpen(questions, answer);
    const unfit = whyUnfit(question, answer);
    if (unfit !== undefined) throw new AppError("invalid_request", unfit, placeOf(answer));
    return { type: "node-answer", ...answer, ...(by === undefined ? {} : { by }) };
  });
}

function notOpen({ answered }: Questions, answer: GivenAnswer): AppError {
  const before = answered.get(placeKey(answer));
  if (before === undefined) {
    const message = "Nothing is asked there. Read the run to see what it waits for.";
    return new AppError("not_found", message, placeOf(answer));
  }
  const message = "This was answered already. Read the run to see how it goes on.";
  return new AppError("conflict", message, { ...placeOf(answer), ...before });
}

function placeOf({ node, item, call }: GivenAnswer) {
  return { node, ...(item === undefined ? {} : { item }), ...(call === undefined ? {} : { call }) };
}

/** What an answer says that its question leaves no room for; undefined where it fits. */
function whyUnfit({ kind, mode, options = [] }: OpenQuestion, { approved, value }: GivenAnswer): string | undefined {
  if (mode === "choose" && approved) {
    if (typeof value === "string" && options.includes(value)) return undefined;
    return `Give one of the options as value: ${options.map((option) => JSON.stringify(option)).join(", ")}.`;
  }
  if (value === undefined) return undefined;
  // The model is told why.
  if (!approved && kind === "tool" && typeof value === "string") return undefined;
  if (!approved) return "What is not approved takes no value.";
  if (kind === "tool") return "A call is allowed or not, as it stands: it takes no value.";
  return mode === "approve" ? "This is approved or not, as it stands: it takes no value." : undefined;
}
