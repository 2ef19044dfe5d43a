import { describe, expect, it } from "vitest";
import { freePlace } from "./freePlace";

const size = { width: 264, height: 120 };

describe("the place of a new node", () => {
  it("is the wished one where nothing stands", () => {
    expect(freePlace({ x: 100, y: 50, ...size }, [{ x: 100, y: 400, ...size }])).toEqual({ x: 100, y: 50 });
  });

  it("is beside a node that stands there", () => {
    expect(freePlace({ x: 100, y: 50, ...size }, [{ x: 80, y: 20, ...size }])).toEqual({ x: 80 + 264 + 56, y: 50 });
  });

  it("moves on past every node of a row, in whatever order they are listed", () => {
    const row = [2, 0, 1].map((column) => ({ x: column * 320, y: 0, ...size }));
    const tall = row.map((box) => ({ ...box, y: -2000, height: 5000 }));
    expect(freePlace({ x: 10, y: 10, ...size }, tall)).toEqual({ x: 2 * 320 + 264 + 56, y: 10 });
  });

  it("is below a row sooner than at its far end", () => {
    const row = [0, 1, 2, 3].map((column) => ({ x: column * 320, y: 0, ...size }));
    expect(freePlace({ x: 10, y: 10, ...size }, row)).toEqual({ x: 10, y: 120 + 56 });
  });

  it("covers nothing among many, and stays near", () => {
    const grid = Array.from({ length: 100 }, (_, n) => ({ x: (n % 10) * 300, y: Math.floor(n / 10) * 150, ...size }));
    const place = freePlace({ x: 1400, y: 600, ...size }, grid);
    const isOver = grid.some(
      (box) => place.x < box.x + 264 && box.x < place.x + 264 && place.y < box.y + 120 && box.y < place.y + 120,
    );
    expect(isOver).toBe(false);
  });
});
