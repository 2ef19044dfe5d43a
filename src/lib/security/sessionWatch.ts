import type { Session } from "@/lib/storage/ports";

/** How soon a session that another process ended, or that ran out, is noticed here. */
const LOOK_EVERY_MS = 5000;

export interface SessionWatch {
  /** Calls `end` when the session is over; returns what stops the watching. */
  add(session: Pick<Session, "id">, end: () => void): () => void;
  /** These are over as of now. */
  end(ids: readonly string[]): void;
}

/**
 * What lasts longer than its request, such as a stream of events, ends with the session it was opened in. `stillOpen`
 * gives those of some sessions that are open, by id.
 */
export function createSessionWatch(stillOpen: (ids: readonly string[]) => Promise<readonly string[]>): SessionWatch {
  const watched = new Set<{ id: string; end: () => void }>();
  let timer: NodeJS.Timeout | undefined;

  function endWhere(isOver: (id: string) => boolean): void {
    for (const entry of [...watched].filter(({ id }) => isOver(id))) {
      remove(entry);
      entry.end();
    }
  }

  async function look(): Promise<void> {
    const looked = new Set(Array.from(watched, ({ id }) => id));
    const open = new Set(await stillOpen([...looked]));
    endWhere((id) => looked.has(id) && !open.has(id));
  }

  function remove(entry: { id: string; end: () => void }): void {
    watched.delete(entry);
    if (watched.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    add(session, end) {
      const entry = { id: session.id, end };
      watched.add(entry);
      // A file that cannot be read now says nothing about the session; the next look may tell.
      timer ??= setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS).unref();
      return () => remove(entry);
    },
    end: (ids) => endWhere((id) => ids.includes(id)),
  };
}
