import { expect, it } from "vitest";
import { isSameContent } from "./sameContent";
import { prompt, workflow } from "./testWorkflow";

const base = workflow([prompt("a", "x")]);
const placed = (place: object) => ({ ...base, layout: { ...base.layout, nodes: { a: { x: 0, y: 0, ...place } } } });

it("leaves out revision, view, measured sizes and the order of keys", () => {
  const view = { ...base.layout, viewport: { x: 1, y: 2, zoom: 1 } };
  expect(isSameContent(base, { ...base, revision: 7, layout: view })).toBe(true);
  expect(isSameContent(base, placed({ width: 10, height: 10 }))).toBe(true);
  const nodes = [{ data: { text: "x" }, type: "prompt", id: "a" }];
  expect(isSameContent(base, { ...base, nodes })).toBe(true);
});

it("tells words, places, sizes given by hand and groups apart", () => {
  expect(isSameContent(base, workflow([prompt("a", "y")]))).toBe(false);
  expect(isSameContent(base, placed({ x: 1 }))).toBe(false);
  expect(isSameContent(placed({ sized: true, width: 1 }), placed({ sized: true, width: 2 }))).toBe(false);
  expect(isSameContent(base, { ...base, settings: { offer: true } })).toBe(false);
  expect(isSameContent(base, { ...base, layout: { ...base.layout, groups: [{ id: "g" }] } })).toBe(false);
});
