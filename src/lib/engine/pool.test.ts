import { describe, expect, it } from "vitest";
import { forEachLimited, type PoolPlace } from "./pool";

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

  it("gives the place of what waits to others, however many wait, and goes on with all of them", async () => {
    const answers = Array.from({ length: 5000 }, () => Promise.withResolvers<number>());
    const got: number[] = [];
    let atOnce = 0;
    let most = 0;
    const work = async (index: number, place: PoolPlace) => {
      most = Math.max(most, ++atOnce);
      await nextTurn();
      atOnce--;
      got.push(await place.leaveFor(answers[index]?.promise ?? Promise.resolve(-1)));
      if (index === answers.length - 1) await nextTurn();
    };
    const all = forEachLimited(answers.length, 2, work, goOn);
    // The last one begins before any has its answer.
    const last = answers.at(-1)?.promise.then(() => expect(got.length).toBeLessThan(answers.length));
    answers.toReversed().forEach(({ resolve }, place) => void resolve(place));
    await Promise.all([all, last]);
    expect(got).toHaveLength(answers.length);
    expect(most).toBe(2);
  });

  it("throws even what is no error", async () => {
    await expect(forEachLimited(1, 1, () => Promise.reject(undefined), goOn)).rejects.toBeUndefined();
  });

  it("does nothing for nothing", async () => {
    await forEachLimited(0, 4, async () => expect.unreachable(), goOn);
  });
});
