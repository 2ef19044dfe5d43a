import { isAbort } from "@/types/errors";
import type { RunEvent } from "@/types/run";
import { openRunStream, type RunStream, type RunStreamHandlers } from "./runStream";

/** What tabs that show the same run say to each other. */
type Message =
  | { type: "events"; events: RunEvent[] }
  /** A tab that has everything up to `after` wants what came since. */
  | { type: "catch-up"; after: number }
  /** The leading tab has not heard what was up to `after`: another one, that wants it, has to lead. */
  | { type: "begins"; after: number };

export interface SharedStreamPorts {
  locks: Pick<LockManager, "request">;
  openChannel: (name: string) => BroadcastChannel;
  open: typeof openRunStream;
}

/**
 * Follows a run from after `seq` on one connection for all tabs, since a browser has few: the tab that holds the lock
 * listens and passes on, the others take what it says. A tab that comes into view takes the lead, because browsers
 * slow down the ones behind; when the leader goes, another one follows.
 */
export function openSharedRunStream(
  runId: string,
  after: number,
  handlers: RunStreamHandlers,
  ports: SharedStreamPorts | undefined = browserPorts(),
): RunStream {
  if (ports === undefined) return openRunStream(runId, after, handlers);
  const { locks, openChannel, open } = ports;
  const name = `patchbay-run-${runId}`;
  const channel = openChannel(name);
  const say = (message: Message) => channel.postMessage(message);
  /** All that this tab has heard, for tabs that come later. */
  const heard: RunEvent[] = [];
  let last = after;
  let isClosed = false;
  let isLeader = false;
  let endLead: () => void = () => undefined;

  const take = (events: readonly RunEvent[]): RunEvent[] => {
    const fresh = events.filter(({ seq }) => seq > last);
    last = fresh.at(-1)?.seq ?? last;
    heard.push(...fresh);
    if (fresh.length > 0) handlers.onEvents(fresh);
    return fresh;
  };

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.type === "begins") {
      if (!isLeader && last < data.after) void lead(true);
      return;
    }
    if (data.type === "catch-up") {
      if (!isLeader) return;
      if (data.after < after) say({ type: "begins", after });
      else say({ type: "events", events: heard.filter(({ seq }) => seq > data.after) });
      return;
    }
    const [first] = data.events;
    if (isLeader || first === undefined) return;
    if (first.seq > last + 1) say({ type: "catch-up", after: last });
    else take(data.events);
  };

  /** There is nothing more to ask for; if the run is taken up again, the tab that did so passes it on. */
  const isOver = () => heard.at(-1)?.type === "run-end";

  /** Listens until the run or this tab's lead ends. */
  const listen = (): Promise<void> =>
    new Promise((resolve) => {
      isLeader = true;
      const stream = open(runId, last, {
        onEvents: (events) => {
          const fresh = take(events);
          if (fresh.length > 0) say({ type: "events", events: fresh });
        },
        onLost: () => {
          handlers.onLost();
          endLead();
        },
        onEnd: () => endLead(),
      });
      endLead = () => {
        isLeader = false;
        stream.close();
        resolve();
      };
    });

  const lead = async (steal: boolean): Promise<void> => {
    try {
      await locks.request(name, steal ? { steal } : {}, () => (isClosed || isOver() ? undefined : listen()));
    } catch (error) {
      endLead();
      if (isClosed) return;
      // Either another tab took the lead, or the browser gives no locks: then each tab listens for itself.
      if (isAbort(error)) await lead(false);
      else await listen();
    }
  };

  const onVisible = () => {
    if (document.visibilityState === "visible" && !isLeader && !isOver()) void lead(true);
  };
  document.addEventListener("visibilitychange", onVisible);
  void lead(false);
  say({ type: "catch-up", after });
  return {
    close: () => {
      isClosed = true;
      document.removeEventListener("visibilitychange", onVisible);
      endLead();
      channel.close();
    },
  };
}

function browserPorts(): SharedStreamPorts | undefined {
  if (typeof navigator === "undefined" || navigator.locks === undefined || typeof BroadcastChannel === "undefined") {
    return undefined;
  }
  return { locks: navigator.locks, openChannel: (name) => new BroadcastChannel(name), open: openRunStream };
}
