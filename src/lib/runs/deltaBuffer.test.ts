import fc from "fast-check";
import { expect, test } from "vitest";
import { createDeltaBuffer } from "./deltaBuffer";

const delta = (node: string, text: string, item?: number) =>
  ({ type: "node-delta", node, text, ...(item === undefined ? {} : { item }) }) as const;

function filled() {
  const buffer = createDeltaBuffer();
  for (const each of [delta("a", "x"), delta("b", "1", 0), delta("a", "y"), delta("b", "2", 1), delta("b", "3", 0)]) {
    buffer.add(each);
  }
  return buffer;
}

test("text gathers by node and item, and is given once", () => {
  const buffer = filled();
  expect(buffer.take({ node: "a" })).toEqual([delta("a", "xy")]);
  expect(buffer.take({ node: "a" })).toEqual([]);
  expect(buffer.take({ node: "b", item: 0 })).toEqual([delta("b", "13", 0)]);
  expect(buffer.takeAll()).toEqual([delta("b", "2", 1)]);
  expect(buffer.takeAll()).toEqual([]);
});

test("a node is given with all its items, others stay", () => {
  const buffer = filled();
  expect(buffer.takeNode({ node: "b" })).toEqual([delta("b", "13", 0), delta("b", "2", 1)]);
  expect(buffer.takeNode({ node: "b" })).toEqual([]);
  expect(buffer.takeAll()).toEqual([delta("a", "xy")]);
});

test("reasoning gathers apart from text, and is given before it, however they came", () => {
  const buffer = createDeltaBuffer();
  const thought = (text: string, item?: number) => ({ ...delta("a", text, item), type: "node-reasoning" }) as const;
  for (const each of [delta("a", "x"), thought("I "), thought("see", 0), delta("a", "y"), thought("think")]) {
    buffer.add(each);
  }
  expect(buffer.take({ node: "a" })).toEqual([thought("I think"), delta("a", "xy")]);
  expect(buffer.takeAll()).toEqual([thought("see", 0)]);
});

const anyStep = fc.record({
  node: fc.constantFrom("a", "b"),
  item: fc.option(fc.nat({ max: 1 }), { nil: undefined }),
  type: fc.constantFrom("node-delta" as const, "node-reasoning" as const),
  text: fc.string({ minLength: 1, maxLength: 3 }),
  takes: fc.constantFrom("nothing", "one", "node", "all"),
});

/** All that was said, by kind, node and item. */
function saidIn(deltas: { type: string; node: string; item?: number; text: string }[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { type, node, item, text } of deltas) {
    const key = JSON.stringify([type, node, item]);
    texts.set(key, (texts.get(key) ?? "") + text);
  }
  return texts;
}

test("nothing is lost and nothing changes places, whenever it is taken", () => {
  fc.assert(
    fc.property(fc.array(anyStep), (steps) => {
      const buffer = createDeltaBuffer();
      const taken = steps.flatMap(({ takes, item, ...each }) => {
        buffer.add({ ...each, ...(item === undefined ? {} : { item }) });
        if (takes === "one") return buffer.take({ node: each.node, item });
        if (takes === "node") return buffer.takeNode({ node: each.node });
        return takes === "all" ? buffer.takeAll() : [];
      });
      expect(saidIn([...taken, ...buffer.takeAll()])).toEqual(saidIn(steps));
    }),
  );
});

test("nothing is given of what nobody added", () => {
  const buffer = createDeltaBuffer();
  expect([buffer.take({ node: "a", item: 0 }), buffer.takeNode({ node: "a" }), buffer.takeAll()]).toEqual([[], [], []]);
});

test("what comes after a take gathers anew", () => {
  const buffer = filled();
  buffer.take({ node: "a" });
  buffer.add(delta("a", "z"));
  expect(buffer.takeNode({ node: "a" })).toEqual([delta("a", "z")]);
});

test("nodes of the same name in different graphs are not mixed up", () => {
  const buffer = createDeltaBuffer();
  const inside = { ...delta("a", "in"), path: [{ node: "child", item: 1 }] };
  buffer.add(delta("a", "out"));
  buffer.add(inside);
  expect(buffer.takeNode({ node: "a", path: [{ node: "child", item: 0 }] })).toEqual([]);
  expect(buffer.takeNode({ node: "a", path: [{ node: "child", item: 1 }] })).toEqual([inside]);
  expect(buffer.takeAll()).toEqual([delta("a", "out")]);
});
