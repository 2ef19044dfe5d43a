/** Those who hold a lock or wait for it, all in this process, by its name. */
interface Line {
  tail: Promise<unknown>;
  length: number;
}

/** Lets those who give the same name in one after the other: first come, first served. */
export type LockLines = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** @param onEmpty when nobody stands in a line any more */
export function createLockLines(onEmpty: (name: string) => void = () => {}): LockLines {
  const lines = new Map<string, Line>();
  return (name, work) => {
    const line = lines.get(name) ?? { tail: Promise.resolve(), length: 0 };
    lines.set(name, line);
    line.length += 1;
    const turn = line.tail.then(work).finally(() => {
      line.length -= 1;
      if (line.length > 0) return;
      lines.delete(name);
      onEmpty(name);
    });
    line.tail = turn.catch(() => undefined);
    return turn;
  };
}
