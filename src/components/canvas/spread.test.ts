import { expect, it } from "vitest";
import { spread } from "./spread";

const size = { width: 100, height: 50 };

it("puts one thing in the middle, and several in rows around it", () => {
  expect(spread({ x: 0, y: 0 }, [size], [])).toEqual([{ x: -50, y: -25 }]);
  expect(spread({ x: 0, y: 0 }, [size, size, size], [])).toEqual([
    { x: -120, y: -70 },
    { x: 20, y: -70 },
    { x: -120, y: 20 },
  ]);
});

it("puts nothing on what is there, nor on each other", () => {
  const taken = [{ x: -120, y: -70, ...size }];
  const boxes = [...taken, ...spread({ x: 0, y: 0 }, Array(7).fill(size), taken).map((at) => ({ ...at, ...size }))];
  const hits = boxes.filter((a, index) =>
    boxes.some(
      (b, other) =>
        other !== index && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
    ),
  );
  expect([boxes.length, hits]).toEqual([8, []]);
});

it("has no places for nothing", () => expect(spread({ x: 0, y: 0 }, [], [])).toEqual([]));
