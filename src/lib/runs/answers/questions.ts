import type { OpenQuestion } from "@/types/answers";
import type { RunEvent, RunEventOf } from "@/types/run";
import { placeKey, type RunPlace } from "@/types/runPlace";

/** Who answered a question, and when (ISO 8601 UTC). */
export type Answered = Pick<RunEventOf<"node-answer">, "by" | "at">;

/** The questions of a run, by their places, in the order in which they were asked. */
export interface Questions {
  open: ReadonlyMap<string, OpenQuestion>;
  answered: ReadonlyMap<string, Answered>;
}

/** Gathers the questions of a run from its events as they come. */
interface QuestionLedger extends Questions {
  add(event: RunEvent): void;
}

function createQuestionLedger(): QuestionLedger {
  const open = new Map<string, OpenQuestion>();
  const answered = new Map<string, Answered>();
  /** By place, the keys of all questions that have stood there or inside of it: of a list there may be thousands. */
  const within = new Map<string, Set<string>>();

  const note = (key: string, question: OpenQuestion): void => {
    for (const place of placesAround(question).map(placeKey)) {
      const keys = within.get(place) ?? new Set();
      within.set(place, keys.add(key));
    }
    open.set(key, question);
  };

  /** Whatever was asked of a node, or of one of its items, and of what stands in it, needs no answer any more. */
  const close = ({ path, node, item }: RunPlace): void => {
    if (open.size === 0) return;
    for (const key of within.get(placeKey({ path, node, item })) ?? []) open.delete(key);
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
          note(key, { ...question, at: open.get(key)?.at ?? event.at });
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

/** The nodes that a question stands in, its own the last, and of each that goes over a list the item. */
function placesAround({ path = [], ...own }: RunPlace): RunPlace[] {
  return [...path, own].flatMap(({ node, item }, depth) => {
    const place = { path: path.slice(0, depth), node };
    return item === undefined ? [place] : [place, { ...place, item }];
  });
}
