import { Rest } from "@/lib/nodes/rest";
import type { Answer, Question, RunEventBody } from "@/types/run";
import { placeKey, type RunPlace, toPlace } from "@/types/runPlace";
import { canonicalJson } from "./cacheKey";

/** An answer with who gave it, where people have names. */
export interface GivenAnswer extends Answer {
  by?: string;
}

/** Answers that a run's journal has, with what was asked: an answer holds for its own question alone. */
export type KeptAnswers = ReadonlyMap<string, { question: Question; answer: Answer }>;

/** Where a run asks people and gets their answers; all graphs of a run have one. */
export interface Desk {
  /**
   * Told, unless the journal has its answer; then it resolves once somebody answers.
   * @throws Rest when nothing else of the run is at work
   */
  ask(place: RunPlace, question: Question): Promise<Answer>;
  /** Whether an answer would be taken now. */
  asks(place: RunPlace): boolean;
  /** Takes an answer, and resolves once it is durable; undefined where nothing is asked there. */
  answer(place: RunPlace, answer: GivenAnswer): Promise<void> | undefined;
  /** Work of the run: while there is some, nobody rests. */
  within<T>(work: () => Promise<T>): Promise<T>;
  /** Work inside of `within` that only waits for other work, which counts itself. */
  aside<T>(work: () => Promise<T>): Promise<T>;
}

export interface DeskOptions {
  emit: (event: RunEventBody) => void;
  /** Resolves when all that was emitted is durable; at once if absent. */
  written?: () => Promise<void>;
  /** Ends all waiting. */
  signal: AbortSignal;
  kept?: KeptAnswers;
}

interface Open {
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

export function createDesk({ emit, written = async () => {}, signal, kept }: DeskOptions): Desk {
  const open = new Map<string, Open>();
  let atWork = 0;

  const end = (): void => {
    atWork--;
    // What follows on an end begins in the same turn.
    if (atWork === 0 && open.size > 0) setTimeout(rest, 0);
  };
  const rest = (): void => {
    if (atWork === 0) rejectAll(new Rest());
  };
  const rejectAll = (error: unknown): void => {
    const all = [...open.values()];
    open.clear();
    for (const { reject } of all) {
      atWork++;
      reject(error);
    }
  };
  signal.addEventListener("abort", () => rejectAll(signal.reason), { once: true });

  return {
    ask: async (place, question) => {
      const key = placeKey(place);
      const known = kept?.get(key);
      if (known !== undefined && canonicalJson(known.question) === canonicalJson(question)) return known.answer;
      signal.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      open.set(key, { resolve, reject });
      emit({ type: "node-wait", ...toPlace(place), ...question });
      // Whoever lets it go on counts it as work again.
      end();
      return promise;
    },
    asks: (place) => open.has(placeKey(place)),
    answer: (place, { by, ...answer }) => {
      const key = placeKey(place);
      const asked = open.get(key);
      if (asked === undefined) return undefined;
      open.delete(key);
      atWork++;
      emit({ type: "node-answer", ...toPlace(place), ...answer, ...(by === undefined ? {} : { by }) });
      return written().then(() => asked.resolve(answer));
    },
    within: async (work) => {
      atWork++;
      try {
        return await work();
      } finally {
        end();
      }
    },
    aside: async (work) => {
      const waiting = work();
      end();
      try {
        return await waiting;
      } finally {
        atWork++;
      }
    },
  };
}
