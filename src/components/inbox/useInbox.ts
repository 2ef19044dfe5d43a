import useSWR from "swr";
import { LOOKED_AT_MS, refreshActivity, useActivity } from "@/components/hooks/useActivity";
import { readRunDetail } from "@/store/endpoints";
import type { OpenRun } from "@/types/activity";
import type { OpenQuestion } from "@/types/answers";
import { placeKey } from "@/types/runPlace";
import { countWaits } from "./countWaits";

/** One question of one of the runs that ask something. */
export interface Asked {
  /** Of no other question. */
  key: string;
  run: OpenRun;
  question: OpenQuestion;
}

/** Runs whose questions are read at once: who has answered them sees the next ones. */
const MOST_RUNS = 50;
/** How often the questions are read again while nothing tells that they have changed, in milliseconds. */
const AGAIN_MS = 10_000;

/**
 * What all runs ask, those that have waited longest first. `count` is how many there are in all, as of the same look:
 * told sooner than the questions, it would have people answer one that is answered.
 */
export function useInbox() {
  const { activity, error } = useActivity(LOOKED_AT_MS);
  const asking = activity?.runs.filter(({ waits = 0 }) => waits > 0) ?? [];
  const seen = asking.map(({ id, waits, counts }) => `${id} ${waits} ${counts.done} ${counts.running}`);
  const { data, mutate } = useSWR(
    seen.length === 0 ? null : ["inbox", ...seen],
    async () => ({
      count: countWaits(asking),
      questions: (await Promise.all(asking.slice(0, MOST_RUNS).map(readAsked))).flat(),
    }),
    { keepPreviousData: true, refreshInterval: AGAIN_MS },
  );
  // What was read before of a run that asks nothing any more.
  const open = new Set(asking.map(({ id }) => id));
  const questions = (data?.questions ?? []).filter(({ run }) => open.has(run.id));
  const refresh = async () => {
    await refreshActivity();
    await mutate();
  };
  const isReading = activity === undefined || (asking.length > 0 && data === undefined);
  return { questions, count: data?.count ?? 0, isReading, error, refresh };
}

async function readAsked(run: OpenRun): Promise<Asked[]> {
  // One that is gone meanwhile asks nothing.
  const { waiting } = await readRunDetail(run.id).catch(() => ({ waiting: [] }));
  return waiting
    .map((question) => ({ key: `${run.id} ${placeKey(question)}`, run, question }))
    .toSorted((a, b) => (a.question.item ?? 0) - (b.question.item ?? 0));
}
