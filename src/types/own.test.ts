import { expect, test } from "vitest";
import { own, ownTable } from "./own";

const inherited = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"];

test.each(inherited)("what every object has is no entry of a table: %s", (name) => {
  expect(own({ a: 1 }, name)).toBeUndefined();
  expect(own(JSON.parse(`{"${name}": 1}`), name)).toBe(1);
});

test.each(inherited)("a table of one's own takes the name %s", (name) => {
  const table = ownTable<number>({ a: 1 });
  expect(table[name]).toBeUndefined();
  table[name] = 2;
  expect([own(table, name), own({ ...table }, name), table.a]).toEqual([2, 2, 1]);
});
