import { describe, expect, it } from "vitest";
import { llm, prompt, wire } from "@/store/testWorkflow";
import { rowFamily } from "./rowFamily";
import { doneItem, failedItem, gaveList, ranItems } from "./testTable";

const list = (id: string) => ({ id, type: "list", data: { text: "", split: "lines" } });
const done = (text: string) => doneItem({ text });
const output = { id: "out", type: "output", data: { name: "out" } };

const nodes = [llm("write"), llm("judge"), prompt("ask", "{{x}}"), list("a"), output];
const edges = [
  wire("a.items", "ask.x"),
  wire("ask.text", "write.prompt"),
  wire("ask.text", "judge.prompt"),
  wire("write.text", "out.value"),
];
const runs = {
  a: gaveList(["one", "two"]),
  ask: ranItems([done("p1"), done("p2")]),
  write: ranItems([done("w1"), failedItem("Late")]),
  judge: ranItems([done("j1"), done("j2")]),
};

describe("the nodes that run for the same rows", () => {
  it("are all that a list goes through, in their order, whichever is asked about", () => {
    for (const asked of ["a", "ask", "write", "judge", "out"]) {
      const family = rowFamily({ nodes, edges }, runs, asked);
      expect(family?.nodes, asked).toEqual(["ask", "write", "judge"]);
      expect(family?.count, asked).toBe(2);
      expect(family?.sources.map(({ id, values }) => [id, values])).toEqual([["a\nitems", ["one", "two"]]]);
    }
  });

  it("are not there without a list", () => {
    expect(rowFamily({ nodes, edges }, {}, "write")).toBeUndefined();
    expect(rowFamily({ nodes, edges }, { write: doneText() }, "write")).toBeUndefined();
    expect(rowFamily({ nodes, edges }, runs, "nobody")).toBeUndefined();
  });

  it("have the inputs of all lists that meet item by item", () => {
    const two = { nodes: [...nodes, list("b")], edges: [...edges, { ...wire("b.items", "judge.system"), id: "more" }] };
    const family = rowFamily(two, { ...runs, b: gaveList(["x", "y"]) }, "write");
    expect(family?.sources.map(({ id }) => id)).toEqual(["a\nitems", "b\nitems"]);
    expect(family?.nodes).toEqual(["ask", "write", "judge"]);
  });

  it("have their own rows once every item meets every other, each with the items that it was made of", () => {
    const crossing = { id: "all", type: "prompt", data: { text: "{{x}}{{y}}", cross: true } };
    const graph = {
      nodes: [list("a"), list("b"), crossing, llm("write")],
      edges: [wire("a.items", "all.x"), { ...wire("b.items", "all.y"), id: "b" }, wire("all.text", "write.prompt")],
    };
    const six = ["1x", "1y", "1z", "2x", "2y", "2z"].map(done);
    const family = rowFamily(
      graph,
      { a: gaveList(["1", "2"]), b: gaveList(["x", "y", "z"]), all: ranItems(six), write: ranItems(six) },
      "write",
    );
    expect(family?.nodes).toEqual(["all", "write"]);
    const made = six.map((_, row) => family?.sources.map(({ values, placeOf }) => values[placeOf(row)]).join(""));
    expect(made).toEqual(["1x", "1y", "1z", "2x", "2y", "2z"]);
    expect(rowFamily(graph, { a: gaveList(["1", "2"]), all: ranItems(six) }, "a")?.nodes).toEqual([]);
  });

  it("begin anew behind a condition, which lets only some rows through", () => {
    const check = { id: "check", type: "condition", data: {} };
    const graph = {
      nodes: [list("a"), check, llm("write")],
      edges: [wire("a.items", "check.value"), wire("check.yes", "write.prompt")],
    };
    const kept = {
      ...ranItems([doneItem({ yes: "one" }), doneItem({ no: "two" })], "yes"),
      output: { yes: ["one"] },
    };
    const family = rowFamily(
      graph,
      { a: gaveList(["one", "two"]), check: kept, write: ranItems([done("w")]) },
      "write",
    );
    expect(family?.nodes).toEqual(["write"]);
    expect(family?.sources.map(({ id, values }) => [id, values])).toEqual([["check\nyes", ["one"]]]);
  });

  it("are the variants of a comparison, which have no list before them", () => {
    const compare = { id: "c", type: "compare", data: { variants: [] } };
    const family = rowFamily({ nodes: [compare], edges: [] }, { c: ranItems([done("1"), done("2")]) }, "c");
    expect(family).toEqual({ count: 2, sources: [], nodes: ["c"] });
  });

  it("are none where an array is shown that was no list, whose items are rows all the same", () => {
    const family = rowFamily({ nodes: [output], edges: [] }, { out: gaveList(["x", "y"], "value") }, "out");
    expect(family?.sources.map(({ values }) => values)).toEqual([["x", "y"]]);
    expect(family?.nodes).toEqual([]);
  });

  it("are found in a document whose wires go in a circle", () => {
    const graph = {
      nodes: [prompt("p", "{{x}}"), prompt("q", "{{x}}")],
      edges: [wire("p.text", "q.x"), wire("q.text", "p.x")],
    };
    expect(rowFamily(graph, { p: ranItems([done("1")]), q: ranItems([done("1")]) }, "p")?.count).toBe(1);
  });
});

function doneText() {
  return { ...gaveList([]), output: { text: "one" } };
}
