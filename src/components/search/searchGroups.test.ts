import { Play } from "lucide-react";
import { expect, it } from "vitest";
import { searchGroups } from "./searchGroups";

const item = (name: string, hint?: string) => ({ id: name, icon: Play, name, hint, run: () => {} });
const groups = [
  { label: "Add", items: [item("Prompt", "Text for a model"), item("Model list"), item("Old model")] },
  { label: "Go to", items: [item("Model of the year")] },
];

const found = (query: string, among = groups) =>
  searchGroups(among, query).map((group) => group.items.map(({ name }) => name));

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

it("puts the group with the better hit first, and the very name before all that begin with it", () => {
  const others = [
    { label: "A", items: [item("Draft and critique")] },
    { label: "B", items: [item("Drafting"), item("Draft")] },
  ];
  expect(found("draft", others)).toEqual([["Draft", "Drafting"], ["Draft and critique"]]);
});

it("forgives a slip in a word, two in a long one, and none in a short one", () => {
  const names = [{ label: "A", items: [item("Summarise a long text"), item("Translate"), item("Fit to screen")] }];
  for (const typed of ["sumarise", "summmarise", "summraise", "sunnarise"]) {
    expect(found(typed, names)).toEqual([["Summarise a long text"]]);
  }
  expect(found("trasnlte", names)).toEqual([["Translate"]]);
  expect(found("scren", names)).toEqual([["Fit to screen"]]);
  expect(found("ift", names)).toEqual([]);
  expect(found("zebra", names)).toEqual([]);
});

it("finds accents without them, and other scripts", () => {
  const names = [{ label: "A", items: [item("Résumé"), item("번역하고 다시 확인"), item("会议记录")] }];
  expect(found("resume", names)).toEqual([["Résumé"]]);
  expect(found("다시", names)).toEqual([["번역하고 다시 확인"]]);
  expect(found("记录", names)).toEqual([["会议记录"]]);
});
