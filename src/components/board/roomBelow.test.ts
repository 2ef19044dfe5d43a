import { expect, it } from "vitest";
import { roomBelow } from "./roomBelow";

it("lets a node grow to the nearest one under it", () => {
  const places = { a: { x: 0, y: 0 }, far: { x: 0, y: 900 }, near: { x: 100, y: 300 } };
  expect(roomBelow(places, "a", 264)).toBe(286);
  expect(roomBelow(places, "far", 264)).toBeUndefined();
});

it("takes no notice of what stands beside it, or begins level with its title", () => {
  expect(roomBelow({ a: { x: 0, y: 0 }, beside: { x: 264, y: 300 } }, "a", 264)).toBeUndefined();
  expect(roomBelow({ a: { x: 0, y: 0 }, level: { x: 10, y: 20 } }, "a", 264)).toBeUndefined();
});

it("knows the width of a node that was made wide", () => {
  const places = { a: { x: 600, y: 0 }, wide: { x: 0, y: 300, width: 700 } };
  expect(roomBelow(places, "a", 264)).toBe(286);
});
