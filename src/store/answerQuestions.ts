import type { GivenAnswer, RunDetail } from "@/types/answers";
import * as api from "./endpoints";
import { isActive } from "./runStatus";
import { runStore } from "./useRun";

/** Answers what a run asks; the shown run tells how it goes on. @throws as `api.answerRun` */
export async function answerQuestions(run: string, answers: readonly GivenAnswer[]): Promise<RunDetail> {
  const detail = await api.answerRun(run, answers);
  const { run: shown, followOn } = runStore.getState();
  // One that is at work tells it by itself.
  if (shown.id === run && !isActive(shown.status)) followOn(isActive(detail.status) ? "running" : detail.status);
  return detail;
}
