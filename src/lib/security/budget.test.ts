import { expect, it } from "vitest";
import { createBudget } from "./budget";

/** Works that end when they are told to. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () =>
    new Promise<void>((resolve) => {
      begun.push(name);
      ends.set(name, resolve);
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, work, end };
}

it("begins what fits, in the order in which it came, and nothing overtakes", async () => {
  const { begun, work, end } = works();
  const budget = createBudget(10);
  const all = [
    budget.spend(6, work("a")),
    budget.spend(4, work("b")),
    budget.spend(8, work("c")),
    budget.spend(1, work("d")),
  ];
  await end("");
  expect(begun).toEqual(["a", "b"]);
  await end("b");
  expect(begun).toEqual(["a", "b"]);
  await end("a");
  expect(begun).toEqual(["a", "b", "c", "d"]);
  await end("c");
  await end("d");
  await Promise.all(all);
});

it("lets what is larger than all there is begin alone", async () => {
  const { begun, work, end } = works();
  const budget = createBudget(10);
  const all = [budget.spend(50, work("huge")), budget.spend(1, work("small"))];
  await end("");
  expect(begun).toEqual(["huge"]);
  await end("huge");
  expect(begun).toEqual(["huge", "small"]);
  await end("small");
  await Promise.all(all);
});
