import fc from "fast-check";
import { expect, test } from "vitest";
import { createQueue, type Place } from "./queue";

test("gives each once, in the order they came, without those who left", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant("add"), fc.constant("next"), fc.nat(200)), { maxLength: 400 }),
      (steps) => {
        const queue = createQueue();
        const all: Place[] = [];
        const waiting: number[] = [];
        let begun: number | undefined;
        for (const step of steps) {
          if (step === "add") {
            const number = all.length;
            all.push(queue.add(() => (begun = number)));
            waiting.push(number);
          } else if (step === "next") {
            begun = undefined;
            queue.next()?.();
            expect(begun).toBe(waiting.shift());
          } else {
            const place = all[Number(step)];
            if (place !== undefined) queue.remove(place);
            if (waiting.includes(Number(step))) waiting.splice(waiting.indexOf(Number(step)), 1);
          }
          expect(queue.length()).toBe(waiting.length);
        }
      },
    ),
  );
});

test("a long queue whose callers leave or are let in again and again costs the same for each", () => {
  const queue = createQueue();
  const places = Array.from({ length: 200_000 }, () => queue.add(() => {}));
  for (const place of places.slice(50_000).toReversed()) queue.remove(place);
  let count = 0;
  while (queue.next() !== undefined) count += 1;
  expect([count, queue.length()]).toEqual([50_000, 0]);
});
