import { describe, expect, it } from "vitest";
import { planGraph } from "@/lib/graph/plan";
import type { PortsOf } from "@/lib/graph/ports";
import { findDead, openGate } from "./gate";
import { node, wire } from "./testRun";

const textPort = (name: string) => ({ name, type: "text" as const });
const portsOf: PortsOf = () => ({
  inputs: [textPort("in"), textPort("other"), { ...textPort("many"), many: true }],
  outputs: [textPort("out"), textPort("no")],
});

const open = (ids: string, ...arrows: string[]) => {
  const nodes = Array.from(ids, (id) => node(id, "x"));
  const plan = planGraph({ nodes, edges: arrows.map(wire) }, portsOf);
  const gate = openGate(plan);
  const ready = () => {
    const found: string[] = [];
    for (let planned = gate.next(); planned !== undefined; planned = gate.next()) found.push(planned.node.id);
    return found;
  };
  const deadAt = (id: string) => {
    const planned = plan.nodes.get(id);
    return planned && findDead(planned, gate);
  };
  return { gate, ready, deadAt };
};

const gave = (output: Record<string, string>) => ({ is: "done", result: { output } }) as const;

describe("the gate", () => {
  it("lets each node through once, when all it waits for is settled", () => {
    const { gate, ready } = open("abc", "a.out>c.in", "b.out>c.other");
    expect(ready()).toEqual(["a", "b"]);
    gate.settle("a", gave({ out: "1" }));
    expect(ready()).toEqual([]);
    gate.settle("b", gave({ out: "2" }));
    expect(ready()).toEqual(["c"]);
    expect(ready()).toEqual([]);
  });

  it("counts a source once, however many wires come from it and however often it is settled", () => {
    const { gate, ready } = open("abc", "a.out>c.in", "a.no>c.other", "b.out>c.many");
    ready();
    gate.settle("a", gave({ out: "1" }));
    gate.settle("a", gave({ out: "later" }));
    expect(ready()).toEqual([]);
    expect(gate.outputOf("a")).toEqual({ output: { out: "1" } });
    gate.settle("b", { is: "dead", because: "b" });
    expect(ready()).toEqual(["c"]);
  });

  it("passes over nodes that are settled before their turn", () => {
    const { gate, ready } = open("ab");
    gate.settle("a", { is: "dead", because: "a" });
    expect(ready()).toEqual(["b"]);
  });

  it("gives outputs only of nodes that are done", () => {
    const { gate } = open("abc");
    gate.settle("a", { is: "broken", because: "a" });
    expect([gate.outputOf("a"), gate.outputOf("b")]).toEqual([undefined, undefined]);
    expect([gate.settledAs("a"), gate.settledAs("b")]).toEqual([{ is: "broken", because: "a" }, undefined]);
  });
});

describe("a node without a way to run", () => {
  it("breaks with the first cause, even if something else is dead", () => {
    const { gate, deadAt } = open("abc", "a.out>c.in", "b.out>c.other");
    gate.settle("a", { is: "dead", because: "x" });
    gate.settle("b", { is: "broken", because: "y" });
    expect(deadAt("c")).toEqual({ is: "broken", because: "y" });
  });

  it("is dead when an input has wires and nothing comes through any of them", () => {
    const { gate, deadAt } = open("abc", "a.no>c.in", "b.out>c.other");
    gate.settle("a", gave({ out: "1" }));
    gate.settle("b", gave({ out: "2" }));
    expect(deadAt("c")).toEqual({ is: "dead", because: "a" });
    expect(deadAt("a")).toBeUndefined();
  });

  it("names what made its source dead", () => {
    const { gate, deadAt } = open("ab", "a.out>b.in");
    gate.settle("a", { is: "dead", because: "x" });
    expect(deadAt("b")).toEqual({ is: "dead", because: "x" });
  });

  it("lives on one of many wires, but not on one that leads into another input", () => {
    const { gate, deadAt } = open("abcd", "a.out>c.many", "b.out>c.many", "a.out>d.in", "b.out>d.other");
    gate.settle("a", { is: "dead", because: "a" });
    gate.settle("b", gave({ out: "" }));
    expect(deadAt("c")).toBeUndefined();
    expect(deadAt("d")).toEqual({ is: "dead", because: "a" });
  });
});
