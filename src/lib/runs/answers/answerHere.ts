import type { Desk } from "@/lib/engine/desk";
import type { RunJournal } from "@/lib/storage/ports";
import { type AnswerRequest, checkAnswers } from "./checkAnswers";

/**
 * Answers questions of a run that this process works on, once that is durable. False where it does not ask all of them
 * at the moment: it comes to rest, or has just been taken up. @throws AppError as `checkAnswers`
 */
export async function answerHere(
  { journal, id, desk }: { journal: RunJournal; id: string; desk: Desk },
  request: AnswerRequest,
): Promise<boolean> {
  const { bodies } = checkAnswers(await journal.read(id), request);
  // In one turn: who answers the same at this moment finds it answered.
  if (!bodies.every(desk.asks)) return false;
  await Promise.all(
    bodies.map(({ type: _, approved, value, by, ...place }) => desk.answer(place, { approved, value, by })),
  );
  return true;
}
