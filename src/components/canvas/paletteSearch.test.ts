import { Play } from "lucide-react";
import { expect, it } from "vitest";
import { searchPalette } from "./paletteSearch";

const item = (name: string, hint?: string) => ({ id: name, icon: Play, name, hint, run: () => {} });
const groups = [
  { label: "Add", items: [item("Prompt", "Text for a model"), item("Model list"), item("Old model")] },
  { label: "Go to", items: [item("Model of the year")] },
];

const found = (query: string) => searchPalette(groups, query).map((group) => group.items.map(({ name }) => name));

it("shows everything in the order it is written in while nothing is asked for", () => {
  expect(found("  ")).toEqual([["Prompt", "Model list", "Old model"], ["Model of the year"]]);
});

it("puts names that begin so before those that hold it, and hints last", () => {
  expect(found("MODEL")).toEqual([["Model list", "Old model", "Prompt"], ["Model of the year"]]);
});

it("wants every word, in any order, and drops groups without a hit", () => {
  expect(found("year mod")).toEqual([["Model of the year"]]);
  expect(found("model zebra")).toEqual([]);
});

it("puts the group with the better hit first", () => {
  const others = [
    { label: "A", items: [item("Draw a fit")] },
    { label: "B", items: [item("Fit")] },
  ];
  expect(searchPalette(others, "fit").map(({ label }) => label)).toEqual(["B", "A"]);
});

it("lists no more of ten thousand than anybody reads", () => {
  const many = [{ label: "A", items: Array.from({ length: 10_000 }, (_, index) => item(`node ${index}`)) }];
  expect(searchPalette(many, "9999")[0]?.items.map(({ name }) => name)).toEqual(["node 9999"]);
  expect(searchPalette(many, "")[0]?.items).toHaveLength(200);
});
