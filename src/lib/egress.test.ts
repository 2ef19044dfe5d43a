import { expect, it } from "vitest";
import { createEgress } from "./egress";

it("keeps the way through a proxy while it is among the latest twenty, and lets it go then", () => {
  const { fetchThrough, fetch: usual } = createEgress({ url: undefined, noProxy: "" }, fetch);
  const proxy = (number: number) => fetchThrough(`http://proxy-${number}.test:3128`);
  const [first, second] = [proxy(1), proxy(2)];
  expect(proxy(1)).toBe(first);
  for (let number = 3; number <= 20; number++) proxy(number);
  expect(proxy(1)).toBe(first);
  proxy(21);
  expect(proxy(1)).toBe(first);
  expect(proxy(2)).not.toBe(second);
  expect(fetchThrough(null)).toBe(usual);
});
