import { expect, it } from "vitest";
import { oneAtATime } from "./oneAtATime";

it("lets calls go by while one is at work, and takes the next after it, also where it failed", async () => {
  const turns: { end(): void; fail(error: Error): void }[] = [];
  const work = oneAtATime(() => new Promise((end, fail) => void turns.push({ end, fail })));
  const first = work();
  await work();
  expect(turns).toHaveLength(1);
  turns[0]?.fail(new Error("It is broken."));
  await expect(first).rejects.toThrow("It is broken.");
  const second = work();
  expect(turns).toHaveLength(2);
  turns[1]?.end();
  await second;
});
