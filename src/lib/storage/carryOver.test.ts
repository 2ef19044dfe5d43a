import { expect, it } from "vitest";
import { carryOver } from "./carryOver";

const before = { name: "a", rows: [{ id: "1", size: 1 }] };

it("keeps fields that the reader did not know, at every level", () => {
  const stored = { name: "a", colour: "red", rows: [{ id: "1", size: 1, weight: 9 }] };
  const after = { name: "b", rows: [{ id: "1", size: 2 }] };
  expect(carryOver(stored, before, after)).toEqual({
    name: "b",
    colour: "red",
    rows: [{ id: "1", size: 2, weight: 9 }],
  });
});

it("keeps a value that was read as something else, until it is changed", () => {
  const stored = { status: "paused", size: 1 };
  expect(carryOver(stored, { status: "error", size: 1 }, { status: "error", size: 2 })).toEqual({
    status: "paused",
    size: 2,
  });
  expect(carryOver(stored, { status: "error", size: 1 }, { status: "active", size: 1 })).toEqual({
    status: "active",
    size: 1,
  });
});

it("keeps rows that the reader passed over, and lets go of those that it removed", () => {
  const stored = { rows: [{ id: "1" }, { kind: "odd" }, { id: "2" }, { state: "s" }, { client_id: "c" }] };
  const read = { rows: [{ id: "1" }, { id: "2" }] };
  expect(carryOver(stored, read, { rows: [{ id: "2" }, { id: "3" }] })).toEqual({
    rows: [{ id: "2" }, { id: "3" }, { kind: "odd" }, { state: "s" }, { client_id: "c" }],
  });
});

it("adds no default that only the reading brought", () => {
  expect(carryOver({ name: "a" }, { name: "a", size: 1 }, { name: "b", size: 1 })).toEqual({ name: "b" });
});

it("replaces a list of plain values whole, and drops what was taken out of a record", () => {
  const stored = { tags: ["x", "y"], data: { a: 1, b: 2 } };
  expect(carryOver(stored, stored, { tags: ["z"], data: { b: 2 } })).toEqual({ tags: ["z"], data: { b: 2 } });
});

it("takes a row that was written anew as it is, with nothing of what could not be read", () => {
  const stored = { rows: [{ id: "1", mode: "barter", extra: true }] };
  const read = { rows: [{ id: "1", mode: "plan", unread_fields: ["mode"] }] };
  expect(carryOver(stored, read, { rows: [{ id: "1", mode: "plan" }] })).toEqual({
    rows: [{ id: "1", mode: "plan", extra: true }],
  });
  expect(JSON.parse(JSON.stringify(carryOver(stored, read, { ...read, more: 1 })))).toEqual({ ...stored, more: 1 });
});

it("walks no prototype", () => {
  const odd = JSON.parse('{"__proto__": {"x": 1}, "constructor": 1}');
  expect(JSON.stringify(carryOver(odd, {}, { y: 1 }))).toBe('{"y":1,"__proto__":{"x":1},"constructor":1}');
  expect(JSON.stringify(carryOver({}, {}, odd))).toBe(JSON.stringify(odd));
});
