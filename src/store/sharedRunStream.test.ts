import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { RunEvent } from "@/types/run";
import type { RunStreamHandlers } from "./runStream";
import { openSharedRunStream, type SharedStreamPorts } from "./sharedRunStream";

/** Channels of one name, which hear each other at once; and one lock, which may be stolen. */
class Tabs {
  readonly channels = new Set<FakeChannel>();
  /** Connections to the server, the newest last. */
  readonly connections: { after: number; handlers: RunStreamHandlers; isOpen: boolean }[] = [];
  private holder: { drop: (error: Error) => void } | undefined;
  private readonly waiting: (() => void)[] = [];

  readonly ports = {
    locks: { request: (_: string, options: { steal?: boolean }, work: () => unknown) => this.request(options, work) },
    openChannel: () => new FakeChannel(this),
    open: (_: string, after: number, handlers: RunStreamHandlers) => {
      const connection = { after, handlers, isOpen: true };
      this.connections.push(connection);
      return {
        close: () => {
          connection.isOpen = false;
        },
      };
    },
  } as unknown as SharedStreamPorts; // the parts of it that are used

  get open() {
    return this.connections.filter(({ isOpen }) => isOpen);
  }

  private async request({ steal = false }: { steal?: boolean }, work: () => unknown): Promise<void> {
    if (steal) this.holder?.drop(new DOMException("stolen", "AbortError"));
    else while (this.holder !== undefined) await new Promise<void>((resolve) => this.waiting.push(resolve));
    const mine = { drop: (_: Error): void => undefined };
    this.holder = mine;
    const stolen = new Promise<never>((_, reject) => {
      mine.drop = reject;
    });
    try {
      await Promise.race([work(), stolen]);
    } finally {
      if (this.holder === mine) this.holder = undefined;
      for (const wake of this.waiting.splice(0)) wake();
    }
  }
}

class FakeChannel {
  onmessage: ((message: { data: unknown }) => void) | null = null;
  private readonly tabs: Tabs;
  constructor(tabs: Tabs) {
    this.tabs = tabs;
    tabs.channels.add(this);
  }
  postMessage(data: unknown) {
    for (const other of this.tabs.channels) if (other !== this) other.onmessage?.({ data: structuredClone(data) });
  }
  close() {
    this.tabs.channels.delete(this);
  }
}

const said = (...seqs: number[]): RunEvent[] =>
  seqs.map((seq) => ({ seq, at: "2026-11-21T00:00:00.000Z", type: "node-queue", node: "a" }));

const settled = () => new Promise((resolve) => setTimeout(resolve));

function openTab(tabs: Tabs, after = 0) {
  const seen: number[] = [];
  const onLost = vi.fn();
  const onEvents = (events: RunEvent[]) => void seen.push(...events.map(({ seq }) => seq));
  return { seen, onLost, stream: openSharedRunStream("run_1", after, { onEvents, onLost }, tabs.ports) };
}

let tabs: Tabs;
let opened: { stream: { close(): void } }[] = [];
const tab = (after?: number) => {
  const one = openTab(tabs, after);
  opened.push(one);
  return one;
};

beforeEach(() => {
  tabs = new Tabs();
});
afterEach(() => {
  for (const { stream } of opened) stream.close();
  opened = [];
});

it("holds one connection for all tabs, and tells each everything once", async () => {
  const first = tab();
  await settled();
  tabs.connections[0]?.handlers.onEvents(said(1, 2));
  const second = tab();
  await settled();
  tabs.connections[0]?.handlers.onEvents(said(3));
  expect(tabs.connections).toHaveLength(1);
  expect(first.seen).toEqual([1, 2, 3]);
  expect(second.seen).toEqual([1, 2, 3]);
});

it("goes on from the newest event when the leading tab is closed", async () => {
  const first = tab();
  const second = tab();
  await settled();
  tabs.connections[0]?.handlers.onEvents(said(1, 2));
  first.stream.close();
  await settled();
  expect(tabs.open.map(({ after }) => after)).toEqual([2]);
  tabs.connections[1]?.handlers.onEvents(said(2, 3));
  expect(second.seen).toEqual([1, 2, 3]);
});

it("lets the tab that comes into view take the lead", async () => {
  const first = tab();
  await settled();
  const second = tab();
  await settled();
  first.stream.close();
  await settled();
  const third = tab();
  await settled();
  // Every tab hears of it here; the one without the lead takes it.
  document.dispatchEvent(new Event("visibilitychange"));
  await settled();
  await settled();
  expect(tabs.open).toHaveLength(1);
  tabs.open[0]?.handlers.onEvents(said(1));
  expect(second.seen).toEqual([1]);
  expect(third.seen).toEqual([1]);
});

it("asks for nothing more once it has heard the end", async () => {
  const end: RunEvent = { seq: 2, at: "2026-11-21T00:00:01.000Z", type: "run-end", status: "completed", outputs: {} };
  tab();
  const second = tab();
  await settled();
  tabs.connections[0]?.handlers.onEvents([...said(1), end]);
  tabs.connections[0]?.handlers.onEnd?.();
  await settled();
  expect(second.seen).toEqual([1, 2]);
  expect(tabs.connections).toHaveLength(1);
});

it("leaves the lead when the run is over, so that a later tab can read it to its end", async () => {
  const first = tab();
  await settled();
  tabs.connections[0]?.handlers.onEvents(said(1));
  tabs.connections[0]?.handlers.onEnd?.();
  await settled();
  const second = tab();
  await settled();
  expect(tabs.open.map(({ after }) => after)).toEqual([0]);
  tabs.open[0]?.handlers.onEvents(said(1));
  expect([first.seen, second.seen]).toEqual([[1], [1]]);
});

it("tells a tab that opens later also what was before the leading one began to listen", async () => {
  // As a tab does that has taken its run up again.
  const first = tab(2);
  await settled();
  tabs.connections[0]?.handlers.onEvents(said(3));
  const second = tab();
  await settled();
  await settled();
  expect(tabs.open.map(({ after }) => after)).toEqual([0]);
  tabs.open[0]?.handlers.onEvents(said(1, 2, 3, 4));
  expect([first.seen, second.seen]).toEqual([
    [3, 4],
    [1, 2, 3, 4],
  ]);
});

it("listens alone where the browser gives no locks", async () => {
  const refused = () => Promise.reject(new DOMException("No locks here.", "SecurityError"));
  const ports = { ...tabs.ports, locks: { request: refused } } as unknown as SharedStreamPorts; // the part that is used
  const seen: number[] = [];
  const onEvents = (events: RunEvent[]) => void seen.push(...events.map(({ seq }) => seq));
  const stream = openSharedRunStream("run_1", 0, { onEvents, onLost: vi.fn() }, ports);
  opened.push({ stream });
  await settled();
  expect(tabs.connections).toHaveLength(1);
  tabs.connections[0]?.handlers.onEvents(said(1));
  expect(seen).toEqual([1]);
});
