import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { RunEvent } from "@/types/run";
import { openRunStream } from "./runStream";

class FakeSource extends EventTarget {
  readyState = 1;
  onerror: (() => void) | null = null;
  readonly url: string;
  close = vi.fn();
  constructor(url: string) {
    super();
    this.url = url;
  }
  say(event: Record<string, unknown> & { type: string }) {
    this.dispatchEvent(
      new MessageEvent(event.type, { data: JSON.stringify({ at: "2026-11-21T00:00:00.000Z", ...event }) }),
    );
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function follow() {
  const batches: RunEvent[][] = [];
  const onLost = vi.fn();
  let source = new FakeSource("");
  const askWhy = vi.fn();
  const open = (url: string) => {
    source = new FakeSource(url);
    return source as unknown as EventSource; // the parts of it that are used
  };
  const handlers = { onEvents: (events: RunEvent[]) => batches.push(events), onLost };
  const stream = openRunStream("run_1", 4, handlers, open, askWhy);
  return { batches, onLost, askWhy, source, stream };
}

it("asks for what comes after the newest event it has", () => {
  expect(follow().source.url).toBe("/api/runs/run_1/events?after=4");
});

it("gathers text and hands it over at a calm pace", () => {
  const { source, batches } = follow();
  const say = (seq: number) => source.say({ type: "node-delta", seq, node: "a", text: "x" });
  say(5);
  vi.advanceTimersByTime(0);
  expect(batches.map((batch) => batch.length)).toEqual([1]);
  for (let seq = 6; seq < 25; seq += 1) say(seq);
  vi.advanceTimersByTime(70);
  expect(batches).toHaveLength(1);
  vi.advanceTimersByTime(20);
  expect(batches.map((batch) => batch.length)).toEqual([1, 19]);
});

it("hands text over more seldom when many nodes stream at once", () => {
  const { source, batches } = follow();
  const sayAll = (from: number) => {
    for (let node = 0; node < 20; node += 1)
      source.say({ type: "node-delta", seq: from + node, node: `n${node}`, text: "x" });
  };
  sayAll(5);
  vi.advanceTimersByTime(0);
  sayAll(25);
  vi.advanceTimersByTime(190);
  expect(batches.map((batch) => batch.length)).toEqual([20]);
  vi.advanceTimersByTime(20);
  expect(batches.map((batch) => batch.length)).toEqual([20, 20]);
});

it("shows the end of a run at once, and ends when the server has no more to say", () => {
  const { source, batches } = follow();
  source.say({ type: "node-delta", seq: 5, node: "a", text: "x" });
  source.say({ type: "run-end", seq: 6, status: "completed", outputs: {} });
  expect(batches.flat().map((event) => event.seq)).toEqual([5, 6]);
  expect(source.close).not.toHaveBeenCalled();
  source.readyState = 0;
  source.onerror?.();
  expect(source.close).toHaveBeenCalled();
});

it("goes on after an end that was not the last: the run was taken up again", () => {
  const { source, batches } = follow();
  source.say({ type: "run-end", seq: 5, status: "parked", outputs: {} });
  source.say({ type: "run-resume", seq: 6 });
  source.say({ type: "run-end", seq: 7, status: "completed", outputs: {} });
  expect(batches.flat().map((event) => event.seq)).toEqual([5, 6, 7]);
});

it("passes over an event it does not understand", () => {
  const { source, batches } = follow();
  source.say({ type: "node-delta", seq: 5, node: "a" });
  source.say({ type: "run-end", seq: 6, status: "completed", outputs: {} });
  expect(batches.flat().map((event) => event.seq)).toEqual([6]);
});

it("lets the browser reconnect, and reports only a stream that is closed for good", () => {
  const { source, onLost, askWhy } = follow();
  source.readyState = 0;
  source.onerror?.();
  expect(onLost).not.toHaveBeenCalled();
  expect(askWhy).not.toHaveBeenCalled();
  source.readyState = 2;
  source.onerror?.();
  expect(onLost).toHaveBeenCalledTimes(1);
  expect(askWhy).toHaveBeenCalledTimes(1);
});
