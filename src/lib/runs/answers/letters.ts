import { AppError, type ErrorCode, isAppError, toErrorBody } from "@/types/errors";
import { type AnswerRequest, answerRequestSchema } from "./checkAnswers";

/**
 * The reply to a letter with answers, by whoever works on the run. `give` says whether it still did so. Never throws:
 * what a sender is to be told stands in the reply.
 */
export async function replyTo(
  letter: string,
  give: (request: AnswerRequest) => Promise<boolean>,
  reportBug: (error: unknown) => string,
): Promise<string> {
  try {
    return JSON.stringify({ isTaken: await give(answerRequestSchema.parse(JSON.parse(letter))) });
  } catch (error) {
    if (!isAppError(error)) reportBug(error);
    const { code, message, details } = toErrorBody(error);
    return JSON.stringify({ error: { code, message, details } });
  }
}

/** Whether the answers of a letter were taken. @throws AppError what the reply says */
export function readReply(reply: string): boolean {
  const { isTaken, error } = JSON.parse(reply) as { isTaken?: boolean; error?: ReplyError };
  if (error !== undefined) throw new AppError(error.code, error.message, error.details ?? {});
  return isTaken === true;
}

interface ReplyError {
  code: ErrorCode;
  message: string;
  details?: Record<string, unknown>;
}
