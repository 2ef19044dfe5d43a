import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cohensKappa } from "./cohensKappa";
import { passRateOf, spreadOf } from "./spread";
import { wilson } from "./wilson";

describe("the Wilson interval of a pass rate", () => {
  it.each([
    [8, 10, 0.49016, 0.94332],
    [0, 10, 0, 0.27754],
    [10, 10, 0.72246, 1],
    [81, 263, 0.25526, 0.36621], // Newcombe 1998, table I
    [15, 148, 0.06241, 0.16051],
    [1, 29, 0.00611, 0.17176],
  ])("of %i of %i is as it is printed in the literature", (passes, n, low, high) => {
    const interval = wilson(passes, n);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it("says nothing where nothing was seen", () => {
    expect(wilson(0, 0)).toBeUndefined();
    expect(wilson(0, Number.NaN)).toBeUndefined();
  });

  const sample = fc
    .integer({ min: 1, max: 100_000 })
    .chain((n) => fc.record({ n: fc.constant(n), passes: fc.integer({ min: 0, max: n }) }));

  it("holds the share that was seen, within 0 and 1", () => {
    fc.assert(
      fc.property(sample, ({ passes, n }) => {
        const { low, high } = wilson(passes, n) ?? { low: 2, high: -1 };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(passes / n);
        expect(high).toBeGreaterThanOrEqual(passes / n);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("is that of the failures turned around, and wider where more certainty is wanted", () => {
    fc.assert(
      fc.property(sample, ({ passes, n }) => {
        const [yes, no, sure] = [wilson(passes, n), wilson(n - passes, n), wilson(passes, n, 2.576)];
        if (yes === undefined || no === undefined || sure === undefined) throw new Error("nothing was seen");
        expect(yes.low).toBeCloseTo(1 - no.high, 10);
        expect(sure.high - sure.low).toBeGreaterThan(yes.high - yes.low);
      }),
    );
  });
});

/** The pairs of a table of four: both yes, only the first, only the second, both no. */
function pairsOf(both: number, first: number, second: number, neither: number): [boolean, boolean][] {
  const of = (count: number, pair: [boolean, boolean]) => Array.from({ length: count }, () => pair);
  return [
    ...of(both, [true, true]),
    ...of(first, [true, false]),
    ...of(second, [false, true]),
    ...of(neither, [false, false]),
  ];
}

describe("Cohen's kappa of two judges", () => {
  it.each([
    [20, 5, 10, 15, 0.7, 0.4],
    [45, 15, 25, 15, 0.6, 0.1304],
    [25, 35, 5, 35, 0.6, 0.2593],
    [10, 0, 0, 10, 1, 1],
    [0, 10, 10, 0, 0, -1],
    [25, 25, 25, 25, 0.5, 0],
  ])("is as it is printed in the literature for %i, %i, %i and %i", (both, first, second, neither, observed, kappa) => {
    const agreement = cohensKappa(pairsOf(both, first, second, neither));
    expect(agreement.n).toBe(both + first + second + neither);
    expect(agreement.observed).toBeCloseTo(observed, 10);
    expect(agreement.kappa).toBeCloseTo(kappa, 4);
  });

  it("is not defined where both said the same of everything, and of nothing", () => {
    expect(cohensKappa(pairsOf(7, 0, 0, 0))).toEqual({ n: 7, observed: 1 });
    expect(cohensKappa(pairsOf(0, 0, 0, 3))).toEqual({ n: 3, observed: 1 });
    expect(cohensKappa([])).toEqual({ n: 0 });
  });

  it("is 0 where one says the same of everything and the other does not", () => {
    expect(cohensKappa(pairsOf(5, 5, 0, 0)).kappa).toBe(0);
  });

  it("does not hang on who is first, nor on what yes means", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean())), (pairs) => {
        const agreement = cohensKappa(pairs);
        expect(cohensKappa(pairs.map(([a, b]) => [b, a]))).toEqual(agreement);
        expect(cohensKappa(pairs.map(([a, b]) => [!a, !b]))).toEqual(agreement);
        expect(Math.abs(agreement.kappa ?? 0)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("what is said of many numbers", () => {
  it("is mean, standard deviation of a sample, least and most", () => {
    expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ n: 8, mean: 5, sd: Math.sqrt(32 / 7), min: 2, max: 9 });
    expect(spreadOf([0.25])).toEqual({ n: 1, mean: 0.25, sd: 0, min: 0.25, max: 0.25 });
    expect(spreadOf([])).toBeUndefined();
  });

  it("keeps the differences of large numbers", () => {
    expect(spreadOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])?.sd).toBeCloseTo(Math.sqrt(30), 6);
  });

  it("lies between least and most, whatever the numbers", () => {
    const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, (some) => {
        const spread = spreadOf(some);
        expect(spread?.mean).toBeGreaterThanOrEqual(Math.min(...some));
        expect(spread?.mean).toBeLessThanOrEqual(Math.max(...some));
        expect(spread?.sd).toBeLessThanOrEqual(2e6);
      }),
    );
  });

  it("counts what passed, and has no share of nothing", () => {
    expect(passRateOf([true, false, true, true])).toEqual({ passes: 3, n: 4, rate: 0.75 });
    expect(passRateOf([])).toEqual({ passes: 0, n: 0 });
  });
});
