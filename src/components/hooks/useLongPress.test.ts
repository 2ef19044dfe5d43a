import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listenForLongPress } from "./useLongPress";

const told: { x: number; y: number }[] = [];
let stop = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  told.length = 0;
  document.body.innerHTML = `<div class="react-flow"><p>node</p><textarea></textarea></div><p id="aside"></p><article data-outline-row="a"><b>row</b></article><div data-outline-row="g"><i>group</i></div>`;
  document.body.oncontextmenu = ({ clientX: x, clientY: y }) => told.push({ x, y });
  stop = listenForLongPress(window);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const element = (selector: string) => document.querySelector(selector) ?? document.body;

function touch(type: string, on: Element, ...fingers: [x: number, y: number][]): Event {
  const event = new Event(type, { bubbles: true, cancelable: true });
  Object.assign(event, { touches: fingers.map(([clientX, clientY]) => ({ clientX, clientY })) });
  on.dispatchEvent(event);
  return event;
}

it("is a right click where the finger has stayed for half a second", () => {
  touch("touchstart", element(".react-flow p"), [30, 40]);
  vi.advanceTimersByTime(499);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([{ x: 30, y: 40 }]);
});

it("keeps the click from following that would close the menu, and a short touch keeps its own", () => {
  const node = element(".react-flow p");
  touch("touchstart", node, [1, 1]);
  expect(touch("touchend", node).defaultPrevented).toBe(false);
  touch("touchstart", node, [1, 1]);
  vi.advanceTimersByTime(500);
  expect(touch("touchend", node).defaultPrevented).toBe(true);
});

it("is none once the finger moves, but a finger is never quite still", () => {
  const node = element(".react-flow p");
  touch("touchstart", node, [0, 0]);
  touch("touchmove", node, [6, 6]);
  vi.advanceTimersByTime(500);
  expect(told).toHaveLength(1);
  touch("touchstart", node, [0, 0]);
  touch("touchmove", node, [0, 12]);
  vi.advanceTimersByTime(500);
  expect(told).toHaveLength(1);
});

it("is none with two fingers, in a field, and beside the canvas", () => {
  touch("touchstart", element(".react-flow p"), [0, 0], [50, 50]);
  vi.advanceTimersByTime(500);
  touch("touchstart", element("textarea"), [0, 0]);
  vi.advanceTimersByTime(500);
  touch("touchstart", element("#aside"), [0, 0]);
  vi.advanceTimersByTime(500);
  expect(told).toEqual([]);
});

it("is meant on a node of the outline, and not on a group, whose press folds it", () => {
  touch("touchstart", element("i"), [5, 6]);
  vi.advanceTimersByTime(500);
  expect(told).toEqual([]);
  touch("touchstart", element("b"), [7, 8]);
  vi.advanceTimersByTime(500);
  expect(told).toEqual([{ x: 7, y: 8 }]);
});
