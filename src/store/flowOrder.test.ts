import { expect, it } from "vitest";
import { flowOrder } from "./flowOrder";
import { llm, prompt, wire, workflow } from "./testWorkflow";

const orderOf = (ids: string, wires: string[]) =>
  flowOrder(
    workflow(
      ids.split("").map((id) => prompt(id)),
      wires.map((ends) => wire(`${ends[0]}.text`, `${ends[1]}.x`)),
    ),
  ).join("");

it("puts each node after all that feed it, whatever the order of the document", () => {
  expect(orderOf("cba", ["ab", "bc"])).toBe("abc");
  expect(orderOf("dcba", ["ab", "ac", "bd", "cd"])).toBe("abcd");
});

it("follows one branch to its end before the next one begins", () => {
  expect(orderOf("adbec", ["ab", "bc", "de"])).toBe("abcde");
});

it("puts what feeds a node from aside right before it", () => {
  expect(orderOf("abcs", ["ab", "bc", "sc"])).toBe("absc");
  expect(orderOf("zpabc", ["pb", "ab", "bc", "zc"])).toBe("zpabc");
});

it("never puts a node before a source of its source", () => {
  expect(orderOf("psn", ["ps", "pn", "sn"])).toBe("psn");
  expect(orderOf("pmns", ["ps", "sn", "nm", "pm"])).toBe("psnm");
});

it("has each node once, also of a circle and of wires that lead to nothing", () => {
  expect(orderOf("abc", ["ab", "bc", "cb", "cx"]).split("").sort().join("")).toBe("abc");
});

it("takes a chain of ten thousand nodes", () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => `n${index}`);
  const wires = ids.slice(1).map((id, index) => wire(`n${index}.text`, `${id}.prompt`));
  expect(
    flowOrder(
      workflow(
        ids.toReversed().map((id) => llm(id)),
        wires,
      ),
    ),
  ).toEqual(ids);
});

it("is the same list while only words change, and another one when a wire does", () => {
  const document = workflow([prompt("a"), llm("b")], [wire("a.text", "b.prompt")]);
  const order = flowOrder(document);
  expect(flowOrder({ ...document, nodes: [prompt("a", "other"), llm("b")] })).toBe(order);
  expect(flowOrder({ ...document, nodes: [llm("b"), prompt("a")], edges: [] })).toEqual(["b", "a"]);
});
