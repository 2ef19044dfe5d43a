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
    expect(freePlace({ x: 10, y: 10, ...size }, row)).toEqual({ x: 2 * 320 + 264 + 56, y: 10 });
  });
});
