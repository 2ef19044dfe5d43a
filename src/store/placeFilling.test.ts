import { expect, it } from "vitest";
import { fillingOf, ownValueOf, withValue } from "./placeFilling";
import { prompt, wire } from "./testWorkflow";

const node = { ...prompt("p", "{{topic}} {{town}}"), data: { text: "{{topic}} {{town}}", values: { topic: "owls" } } };
const toTopic = wire("a.text", "p.topic");
const toFields = wire("l.items", "p.data");

it("is the wire before a column, a column before the value", () => {
  expect(fillingOf(node, [toTopic, toFields], "topic", ["topic"])).toEqual({ by: "wire", wire: toTopic });
  expect(fillingOf(node, [toFields], "topic", ["topic"])).toEqual({ by: "column" });
  expect(fillingOf(node, [toFields], "topic", ["town"])).toEqual({ by: "value", text: "owls" });
  expect(fillingOf(node, [], "topic", undefined)).toEqual({ by: "value", text: "owls" });
});

it("is open while the columns are not known, and nothing once they are and lack it", () => {
  expect(fillingOf(node, [toFields], "town", undefined)).toEqual({ by: "fields" });
  expect(fillingOf(node, [toFields], "town", ["topic"])).toEqual({ by: "nothing", isNoColumn: true });
  expect(fillingOf(node, [], "town", undefined)).toEqual({ by: "nothing", isNoColumn: false });
});

it("is the whole row for the place of that name", () => {
  expect(fillingOf(prompt("p", "{{data}}"), [toFields], "data", undefined)).toEqual({ by: "column" });
});

it("finds values and columns in any form of their letters", () => {
  const cafe = { ...prompt("p"), data: { text: "{{caf\u00e9}}", values: { "cafe\u0301": "x" } } };
  expect(ownValueOf(cafe, "caf\u00e9")).toBe("x");
  expect(withValue(cafe, "caf\u00e9", "y")).toEqual({ "caf\u00e9": "y" });
  expect(fillingOf(cafe, [toFields], "caf\u00e9", ["cafe\u0301"])).toEqual({ by: "column" });
});

it("sets a value, and leaves no empty table when the last one is taken away", () => {
  expect(withValue(node, "town", "Graz")).toEqual({ topic: "owls", town: "Graz" });
  expect(withValue(node, "topic", undefined)).toBeUndefined();
  expect(withValue({ ...node, data: { values: "odd" } }, "town", "Graz")).toEqual({ town: "Graz" });
});
