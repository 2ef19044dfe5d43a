import fc from "fast-check";
import { expect, test } from "vitest";
import { createSingleFile, createTurns, type Waiting } from "./turns";

const byPersonAndRun = () => createTurns(() => createTurns(createSingleFile));

/** Adds so many of a run, and gives what `next` begins one by one. */
function setUp() {
  const line = byPersonAndRun();
  const begun: string[] = [];
  const add = (person: string | undefined, run: string, count: number) =>
    Array.from({ length: count }, () => line.add(() => begun.push(run), [person, run]));
  const take = (count: number) => {
    for (let turn = 0; turn < count; turn++) line.next()?.();
    return begun.splice(0);
  };
  return { line, add, take };
}

test("a run of three is done after six turns beside one of ten thousand that came first", () => {
  const { line, add, take } = setUp();
  add(undefined, "large", 10_000);
  const places = add(undefined, "small", 3).map(({ place }) => place);
  expect(places).toEqual([2, 4, 6]);
  expect(take(6)).toEqual(["large", "small", "large", "small", "large", "small"]);
  expect(take(3)).toEqual(["large", "large", "large"]);
  expect(line.length()).toBe(9994);
});

test("persons take turns first, and the runs of each among themselves: many runs bring nobody more", () => {
  const { add, take } = setUp();
  for (const run of ["a1", "a2", "a3"]) add("ada", run, 2);
  add("bob", "b1", 4);
  expect(take(10)).toEqual(["a1", "b1", "a2", "b1", "a3", "b1", "a1", "b1", "a2", "a3"]);
});

test("a party that left and comes back waits for its turn like any other", () => {
  const { line, add, take } = setUp();
  const [left] = add("ada", "a", 1);
  add("bob", "b", 2);
  left?.leave();
  left?.leave();
  expect(line.length()).toBe(2);
  expect(add("ada", "a", 1)[0]?.place).toBe(2);
  left?.leave();
  expect(take(4)).toEqual(["b", "a", "b"]);
  expect(line.next()).toBeUndefined();
});

test("the place is the number of turns until one's own, and each has exactly one", () => {
  const party = fc.tuple(fc.constantFrom("ada", "bob", undefined), fc.constantFrom("r1", "r2", undefined));
  fc.assert(
    fc.property(fc.array(fc.oneof(party, fc.constant("next"), fc.nat(30)), { maxLength: 60 }), party, (steps, last) => {
      const line = byPersonAndRun();
      const waiting = new Map<number, Waiting>();
      let begun: number | undefined;
      let joined = 0;
      const add = (names: (string | undefined)[]) => {
        const number = joined++;
        const place = line.add(() => (begun = number), names);
        waiting.set(number, place);
        return { number, place: place.place };
      };
      const next = () => {
        begun = undefined;
        line.next()?.();
        expect(begun === undefined).toBe(waiting.size === 0);
        if (begun !== undefined) expect(waiting.delete(begun)).toBe(true);
        return begun;
      };
      for (const step of steps) {
        if (step === "next") next();
        else if (typeof step === "number") {
          waiting.get(step)?.leave();
          waiting.delete(step);
        } else add(step);
        expect(line.length()).toBe(waiting.size);
      }
      const mine = add(last);
      for (let turn = 1; turn < mine.place; turn++) expect(next()).not.toBe(mine.number);
      expect(next()).toBe(mine.number);
    }),
  );
});
