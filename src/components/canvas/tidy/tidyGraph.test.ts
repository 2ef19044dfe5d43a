import ELK from "elkjs/lib/elk.bundled";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { samplesOf, wireCurves } from "@/components/board/wirePath";
import type { Point } from "@/store/documentEdits";
import { fromElkGraph, type TidyInput, type TidyNode, type TidyWire, toElkGraph } from "./tidyGraph";

const node = (id: string, place: Partial<TidyNode> = {}): TidyNode => ({
  id,
  x: 0,
  y: 0,
  width: 264,
  height: 120,
  inputs: [{ name: "in", y: 64 }],
  outputs: [{ name: "out", y: 64 }],
  ...place,
});

/** `a>b` joins the output of the one with the input of the other. */
const wire = (text: string): TidyWire => {
  const [from = "", to = ""] = text.split(">");
  return { id: text, source: { node: from, port: "out" }, target: { node: to, port: "in" } };
};

const lay = async (input: TidyInput) => fromElkGraph(await new ELK().layout({ ...toElkGraph(input) }), input);

async function tidy(input: TidyInput): Promise<Map<string, Point & TidyNode>> {
  const { places } = await lay(input);
  return new Map(input.nodes.map((each) => [each.id, { ...each, ...places[each.id] }]));
}

const right = ({ x, width }: TidyNode) => x + width;
const overlap = (a: TidyNode, b: TidyNode) =>
  a.x < right(b) && b.x < right(a) && a.y < b.y + b.height && b.y < a.y + a.height;
const pairs = <T>(all: T[]) => all.flatMap((a, index) => all.slice(index + 1).map((b) => [a, b] as const));

function at<T>(all: ReadonlyMap<string, T>, id: string): T {
  const found = all.get(id);
  if (found === undefined) throw new Error(`There is no ${id}.`);
  return found;
}

describe("a tidied graph", () => {
  it("reads from left to right, and a wire between two nodes alone is straight", async () => {
    const laid = await tidy({
      nodes: [node("c", { x: 40, y: 50 }), node("a", { x: 900, y: 300, height: 300 }), node("b", { x: 10, y: 700 })],
      wires: [wire("a>b"), wire("b>c")],
      groups: [],
    });
    expect(at(laid, "b").x).toBeGreaterThan(right(at(laid, "a")));
    expect(at(laid, "c").x).toBeGreaterThan(right(at(laid, "b")));
    expect(new Set([...laid.values()].map(({ y }) => y)).size).toBe(1);
  });

  it("begins where its upper left corner was", async () => {
    const laid = await tidy({
      nodes: [node("a", { x: 70, y: 500 }), node("b", { x: 400, y: -30 })],
      wires: [],
      groups: [],
    });
    const places = [...laid.values()];
    expect(Math.min(...places.map(({ x }) => x))).toBe(70);
    expect(Math.min(...places.map(({ y }) => y))).toBe(-30);
  });

  it("keeps above what stood above", async () => {
    const sides = ["lower", "upper"].map((id, index) => node(id, { x: 400, y: 900 - index * 800 }));
    const laid = await tidy({ nodes: [node("a"), ...sides], wires: [wire("a>lower"), wire("a>upper")], groups: [] });
    expect(at(laid, "upper").y).toBeLessThan(at(laid, "lower").y);
  });

  it("keeps the nodes of a group beside each other, and all others outside", async () => {
    const ids = ["a", "b", "c", "d", "e", "f"];
    const laid = await tidy({
      nodes: ids.map((id, index) => node(id, { x: (index * 577) % 1000, y: (index * 331) % 700 })),
      wires: ["a>b", "b>c", "a>d", "d>e", "e>f"].map(wire),
      groups: [{ id: "g", nodes: ["d", "e"] }],
    });
    const inside = ["d", "e"].map((id) => at(laid, id));
    const frame = node("frame", {
      x: Math.min(...inside.map(({ x }) => x)),
      y: Math.min(...inside.map(({ y }) => y)),
    });
    frame.width = Math.max(...inside.map(right)) - frame.x;
    frame.height = Math.max(...inside.map(({ y, height }) => y + height)) - frame.y;
    expect(["a", "b", "c", "f"].filter((id) => overlap(at(laid, id), frame))).toEqual([]);
  });

  it("leads a wire around the node it would run behind, and no other by points", async () => {
    const heights = { a: 210, b: 120, c: 210, d: 300 };
    const nodes = Object.entries(heights).map(([id, height]) => node(id, { height }));
    const wires = ["b>d", "a>c", "a>b", "a>d"].map(wire);
    const { places, points } = await lay({ nodes, wires, groups: [] });
    expect(Object.keys(points)).toEqual(["a>d"]);
    const between = nodes.slice(1, 3).map((each) => ({ ...each, ...places[each.id] }));
    const end = (id: string, x: number) => ({ x: (places[id]?.x ?? 0) + x, y: (places[id]?.y ?? 0) + 64 });
    const isBehind = (way: readonly Point[], box: TidyNode) =>
      samplesOf(wireCurves(end("a", 264), end("d", 0), way)).some(({ x, y }) =>
        overlap({ ...box, x, y, width: 0, height: 0 }, box),
      );
    expect(between.map((box) => [isBehind([], box), isBehind(points["a>d"] ?? [], box)])).toContainEqual([true, false]);
    expect(between.filter((box) => isBehind(points["a>d"] ?? [], box))).toEqual([]);
  });

  it("takes a circle, a wire of a node to itself and a wire that leads out of it", async () => {
    const laid = await tidy({
      nodes: [node("a"), node("b")],
      wires: [wire("a>b"), wire("b>a"), wire("a>a"), wire("b>elsewhere")],
      groups: [{ id: "empty", nodes: [] }],
    });
    expect(overlap(at(laid, "a"), at(laid, "b"))).toBe(false);
  });

  it("never lets two nodes cover each other, whatever their sizes, and leads every wire to the right", async () => {
    const size = fc.record({ width: fc.integer({ min: 40, max: 900 }), height: fc.integer({ min: 80, max: 900 }) });
    const ways = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(fc.array(size, { minLength: 1, maxLength: 12 }), ways, fc.nat(3), async (sizes, drawn, cut) => {
        const nodes = sizes.map((each, index) => node(`n${index}`, { ...each, x: index * 7, y: index * 3 }));
        // From a lower number to a higher one there is no circle.
        const wires = drawn.flatMap(([a, b]) => (a < b && b < nodes.length ? [wire(`n${a}>n${b}`)] : []));
        const ids = nodes.map(({ id }) => id);
        const groups = cut === 0 ? [] : [{ id: "g", nodes: ids.slice(0, Math.ceil(ids.length / 3)) }];
        const laid = await tidy({ nodes, wires: [...new Map(wires.map((each) => [each.id, each])).values()], groups });
        expect(pairs([...laid.values()]).filter(([a, b]) => overlap(a, b))).toEqual([]);
        if (groups.length > 0) return;
        for (const { source, target } of wires) {
          expect(at(laid, target.node).x).toBeGreaterThan(right(at(laid, source.node)));
        }
      }),
      { numRuns: 25 },
    );
  }, 30_000);
});
