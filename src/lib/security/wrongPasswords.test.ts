import { expect, test } from "vitest";
import { networkOf, refusedUntil, WINDOW_MS } from "./wrongPasswords";

const nowMs = Date.UTC(2026, 10, 21, 12);
const wrong = (count: number, ago = 0, network = "guesser", name?: string) =>
  Array.from({ length: count }, () => ({ at: new Date(nowMs - ago).toISOString(), network, name }));
const until = (...wrongs: ReturnType<typeof wrong>) => refusedUntil(wrongs, { network: "guesser" }, nowMs);
const untilFor = (name: string, ...wrongs: ReturnType<typeof wrong>) =>
  refusedUntil(wrongs, { network: "guesser", name }, nowMs);

test("the fifth wrong password of a network shuts it out, until the first of them counts no more", () => {
  expect(until(...wrong(4))).toBeUndefined();
  expect(until(...wrong(1, 60_000), ...wrong(4))).toBe(nowMs - 60_000 + WINDOW_MS);
});

test("what is five minutes old counts no more, nor what a clock that was set back finds in the future", () => {
  expect(until(...wrong(1, WINDOW_MS), ...wrong(4))).toBeUndefined();
  expect(until(...wrong(1, WINDOW_MS - 1), ...wrong(4))).toBe(nowMs + 1);
  expect(until(...wrong(4), ...wrong(1, -1))).toBeUndefined();
});

test("other networks shut nobody out until there are a hundred from all together", () => {
  expect(until(...wrong(99, 1000, "other"))).toBeUndefined();
  expect(until(...wrong(96, 1000, "other"), ...wrong(4))).toBe(nowMs - 1000 + WINDOW_MS);
  expect(until(...wrong(200, 1000, "other"), ...wrong(5, 2000))).toBe(nowMs - 2000 + WINDOW_MS);
});

test("the fifth wrong password of a network at one name shuts it out of that name alone", () => {
  expect(untilFor("ada", ...wrong(5, 1000, "guesser", "ada"))).toBe(nowMs - 1000 + WINDOW_MS);
  expect(untilFor("bob", ...wrong(5, 1000, "guesser", "ada"))).toBeUndefined();
  expect(untilFor("ada", ...wrong(5, 1000, "other", "ada"))).toBeUndefined();
});

test("a network that tries many names is shut out, and a name that many networks try is left alone for a while", () => {
  const names = (count: number) => Array.from({ length: count }, (_, n) => wrong(1, 1000, "guesser", `n${n}`)).flat();
  expect(untilFor("ada", ...names(19))).toBeUndefined();
  expect(untilFor("ada", ...names(20))).toBe(nowMs - 1000 + WINDOW_MS);
  const networks = (count: number) => Array.from({ length: count }, (_, n) => wrong(1, 1000, `n${n}`, "ada")).flat();
  expect(untilFor("ada", ...networks(19))).toBeUndefined();
  expect(untilFor("ada", ...networks(20))).toBe(nowMs - 1000 + WINDOW_MS);
  expect(untilFor("bob", ...networks(20))).toBeUndefined();
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["::FFFF:203.0.113.9", "203.0.113.9"],
  ["x::ffff:203.0.113.9", "x:0:0:0"],
  ["2001:DB8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8::6", "2001:db8:0:0"],
  ["2001:db8:1::5:6", "2001:db8:1:0"],
  ["1::3:4:5:6:7:8", "1:0:3:4"],
  ["::1", "0:0:0:0"],
  ["fe80::", "fe80:0:0:0"],
  ["", ""],
])("the network of %j is %j", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
