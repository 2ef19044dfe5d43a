import { createQueue } from "./queue";

/** Somebody who waits in a line. */
export interface Waiting {
  /** Whose turn comes before, and itself, counted from 1, if nobody joined or left any more. */
  place: number;
  /** Gives the place up; nothing where the turn has come already. */
  leave(): void;
}

/** Who waits for a turn. */
export interface Line {
  length(): number;
  /** @param names of the parties by which the line is divided, outermost first */
  add(begin: () => void, names: readonly (string | undefined)[]): Waiting;
  /** Whose turn it is, who then waits no more. */
  next(): (() => void) | undefined;
}

/** First come, first served. */
export function createSingleFile(): Line {
  const queue = createQueue();
  return {
    length: queue.length,
    next: queue.next,
    add(begin) {
      const inQueue = queue.add(begin);
      return { place: queue.length(), leave: () => queue.remove(inQueue) };
    },
  };
}

/** Parties take turns, however many wait for each of them; inside of one they stand as `createLine` has it. */
export function createTurns(createLine: () => Line): Line {
  /** In the order of their turns; none is empty. */
  const parties = new Map<string | undefined, Line>();

  /** Parties before this one have as many turns as it, those after it one less, and none more than wait. */
  function placeOf(name: string | undefined, inParty: number): number {
    let place = inParty;
    let turns = inParty;
    for (const [other, line] of parties) {
      if (other === name) turns -= 1;
      else place += Math.min(line.length(), turns);
    }
    return place;
  }

  return {
    length: () => [...parties.values()].reduce((sum, line) => sum + line.length(), 0),
    add(begin, [name, ...names]) {
      const line = parties.get(name) ?? createLine();
      parties.set(name, line);
      const waiting = line.add(begin, names);
      return {
        place: placeOf(name, waiting.place),
        leave() {
          waiting.leave();
          if (line.length() === 0 && parties.get(name) === line) parties.delete(name);
        },
      };
    },
    next() {
      for (const [name, line] of parties) {
        const begin = line.next();
        parties.delete(name);
        if (line.length() > 0) parties.set(name, line);
        return begin;
      }
      return undefined;
    },
  };
}
