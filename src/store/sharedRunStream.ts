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
  return new SharedRun(runId, after, handlers, ports);
}

class SharedRun implements RunStream {
  private readonly runId: string;
  private readonly after: number;
  private readonly handlers: RunStreamHandlers;
  private readonly ports: SharedStreamPorts;
  private readonly channel: BroadcastChannel;
  /** All that this tab has heard, for tabs that come later. */
  private readonly heard: RunEvent[] = [];
  private last: number;
  private isClosed = false;
  private isLeader = false;
  private endLead: () => void = () => undefined;

  constructor(runId: string, after: number, handlers: RunStreamHandlers, ports: SharedStreamPorts) {
    this.runId = runId;
    this.after = after;
    this.last = after;
    this.handlers = handlers;
    this.ports = ports;
    this.channel = ports.openChannel(this.name);
    this.channel.onmessage = ({ data }: MessageEvent<Message>) => this.answer(data);
    document.addEventListener("visibilitychange", this.onVisible);
    void this.lead(false);
    this.say({ type: "catch-up", after });
  }

  close(): void {
    this.isClosed = true;
    document.removeEventListener("visibilitychange", this.onVisible);
    this.endLead();
    this.channel.close();
  }

  private get name(): string {
    return `patchbay-run-${this.runId}`;
  }

  private say(message: Message): void {
    this.channel.postMessage(message);
  }

  private answer(message: Message): void {
    const { isLeader, last, after } = this;
    if (message.type === "begins") {
      if (!isLeader && last < message.after) void this.lead(true);
    } else if (message.type === "catch-up") {
      if (!isLeader) return;
      if (message.after < after) this.say({ type: "begins", after });
      else this.say({ type: "events", events: this.heard.filter(({ seq }) => seq > message.after) });
    } else {
      const [first] = message.events;
      if (isLeader || first === undefined) return;
      if (first.seq > last + 1) this.say({ type: "catch-up", after: last });
      else this.take(message.events);
    }
  }

  /** Returns those that are new here. */
  private take(events: readonly RunEvent[]): RunEvent[] {
    const fresh = events.filter(({ seq }) => seq > this.last);
    this.last = fresh.at(-1)?.seq ?? this.last;
    for (const event of fresh) this.heard.push(event);
    if (fresh.length > 0) this.handlers.onEvents(fresh);
    return fresh;
  }

  /** There is nothing more to ask for; if the run is taken up again, the tab that did so passes it on. */
  private isOver(): boolean {
    return this.heard.at(-1)?.type === "run-end";
  }

  private readonly onVisible = () => {
    if (document.visibilityState === "visible" && !this.isLeader && !this.isOver()) void this.lead(true);
  };

  private async lead(steal: boolean): Promise<void> {
    const work = () => (this.isClosed || this.isOver() ? undefined : this.listen());
    try {
      await this.ports.locks.request(this.name, steal ? { steal } : {}, work);
    } catch (error) {
      this.endLead();
      if (this.isClosed) return;
      // Either another tab took the lead, or the browser gives no locks: then each tab listens for itself.
      if (isAbort(error)) await this.lead(false);
      else await this.listen();
    }
  }

  /** Listens until the run or this tab's lead ends. */
  private listen(): Promise<void> {
    return new Promise((resolve) => {
      this.isLeader = true;
      const stream = this.ports.open(this.runId, this.last, {
        onEvents: (events) => {
          const fresh = this.take(events);
          if (fresh.length > 0) this.say({ type: "events", events: fresh });
        },
        onLost: () => {
          this.handlers.onLost();
          this.endLead();
        },
        onEnd: () => this.endLead(),
      });
      this.endLead = () => {
        this.isLeader = false;
        stream.close();
        resolve();
      };
    });
  }
}

function browserPorts(): SharedStreamPorts | undefined {
  if (typeof navigator === "undefined" || navigator.locks === undefined || typeof BroadcastChannel === "undefined") {
    return undefined;
  }
  return { locks: navigator.locks, openChannel: (name) => new BroadcastChannel(name), open: openRunStream };
}
