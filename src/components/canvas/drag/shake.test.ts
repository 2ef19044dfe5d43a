import { expect, it } from "vitest";
import { createShakeWatch } from "./shake";

function shaken(places: number[], stepMs: number): boolean {
  const watch = createShakeWatch();
  return places.map((x, index) => watch(x, index * stepMs)).includes(true);
}

/** To and fro between 0 and `width`, in steps of ten pixels. */
const swings = (count: number, width: number) =>
  Array.from({ length: count }, (_, swing) =>
    Array.from({ length: width / 10 + 1 }, (_each, step) => (swing % 2 === 0 ? step * 10 : width - step * 10)),
  ).flat();

it("is a shake to go quickly to and fro", () => {
  expect(shaken(swings(6, 60), 16)).toBe(true);
});

it("is none to go one way, however far and with a wobble of the hand", () => {
  expect(shaken([0, 40, 35, 80, 72, 120, 110, 160, 152, 200], 16)).toBe(false);
});

it("is none to look for a place slowly", () => {
  expect(shaken(swings(6, 200), 40)).toBe(false);
});

it("is none to turn back twice", () => {
  expect(shaken(swings(3, 60), 16)).toBe(false);
});
