import type { OpenQuestion } from "@/types/answers";
import type { RunEvent, RunEventOf, RunStep } from "@/types/run";
import { placeKey, type RunPlace } from "@/types/runPlace";

/** Who answered a question, and when (ISO 8601 UTC). */
export type Answered = Pick<RunEventOf<"node-answer">, "by" | "at">;

/** The questions of a run, by their places, in the order in which they were asked. */
export interface Questions {
  open: ReadonlyMap<string, OpenQuestion>;
  answered: ReadonlyMap<string, Answered>;
}

/** Gathers the questions of a run from its events as they come. */
export interface QuestionLedger extends Questions {
  add(event: RunEvent): void;
}

export function createQuestionLedger(): QuestionLedger {
  const open = new Map<string, OpenQuestion>();
  const answered = new Map<string, Answered>();

  /** Whatever was asked of a node, or of one of its items, and of what stands in it, needs no answer any more. */
  const close = (place: RunPlace): void => {
    for (const [key, question] of open) if (isWithin(question, place)) open.delete(key);
  };

  return {
    open,
    answered,
    add: (event) => {
      switch (event.type) {
        case "node-wait": {
          const { type: _, seq: __, ...question } = event;
          const key = placeKey(event);
          // A node that asks again when its run goes on has waited since it asked first.
          open.set(key, { ...question, at: open.get(key)?.at ?? event.at });
          break;
        }
        case "node-answer":
          open.delete(placeKey(event));
          answered.set(placeKey(event), { at: event.at, ...(event.by === undefined ? {} : { by: event.by }) });
          break;
        case "node-item":
        case "node-end":
        case "node-error":
        case "node-skip":
          close(event);
          break;
        case "run-end":
          if (event.status !== "waiting" && event.status !== "parked") open.clear();
          break;
      }
    },
  };
}

/** What a whole journal says of its questions. */
export function questionsOf(events: Iterable<RunEvent>): Questions {
  const ledger = createQuestionLedger();
  for (const event of events) ledger.add(event);
  return ledger;
}

/** Whether a question is one of a node, of all its items unless one is named, or of something that stands in it. */
function isWithin(question: OpenQuestion, { node, path = [], item }: RunPlace): boolean {
  const steps: RunStep[] = [...(question.path ?? []), question];
  const isAt = (end: RunStep, depth: number) => {
    const step = steps[depth];
    return step?.node === end.node && step.item === end.item && step.round === end.round;
  };
  const own = steps[path.length];
  return path.every(isAt) && own?.node === node && (item === undefined || own.item === item);
}
