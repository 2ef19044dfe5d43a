import { describe, expect, it } from "vitest";
import { forEachLimited } from "./pool";

const goOn = () => false;
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe("work on many with a limit", () => {
  it("is started in order, as many at once as allowed and no more", async () => {
    const started: number[] = [];
    let atOnce = 0;
    let most = 0;
    await forEachLimited(
      7,
      3,
      async (index) => {
        started.push(index);
        most = Math.max(most, ++atOnce);
        await nextTurn();
        atOnce--;
      },
      goOn,
    );
    expect(started).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(most).toBe(3);
  });

  it("starts nothing more once it is stopped", async () => {
    const started: number[] = [];
    const work = async (index: number) => void started.push(index);
    await forEachLimited(5, 1, work, () => started.length === 2);
    expect(started).toEqual([0, 1]);
  });

  it("throws the first error, once what was at work has ended, and starts nothing after it", async () => {
    const ended: number[] = [];
    const work = async (index: number) => {
      if (index === 1) throw new Error("first");
      await nextTurn();
      ended.push(index);
      if (index === 2) throw new Error("second");
    };
    await expect(forEachLimited(9, 3, work, goOn)).rejects.toThrow("first");
    expect(ended).toEqual([0, 2]);
  });

  it("throws even what is no error", async () => {
    await expect(forEachLimited(1, 1, () => Promise.reject(undefined), goOn)).rejects.toBeUndefined();
  });

  it("does nothing for nothing", async () => {
    await forEachLimited(0, 4, async () => expect.unreachable(), goOn);
  });
});
