import { may, personStore } from "./person";
import type { RunState } from "./runReducer";

type Owned = { by?: string } | RunState;

/** Whether who is signed in may go on with a run: their accounts would pay, so that nobody goes on with another's. */
export function mayGoOn(run: Owned): boolean {
  const { person } = personStore.getState();
  // What has told nothing of itself yet was started here a moment ago.
  const isUntold = "lastSeq" in run && run.lastSeq === 0;
  return person === undefined || isUntold || run.by === person.id;
}

/** Whether they may stop, give up or delete it: their own, or any as an admin. */
export function mayStop(run: Owned): boolean {
  return may("admin") || mayGoOn(run);
}
