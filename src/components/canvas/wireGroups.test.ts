import { expect, it } from "vitest";
import { llm, prompt, wire, workflow } from "@/store/testWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { groupWires, pathOfWires } from "./wireGroups";

const image: WorkflowNode = { id: "d", type: "imageInput", data: {} };
const document = workflow(
  [prompt("a"), prompt("b"), llm("c"), image],
  [wire("a.text", "c.prompt"), wire("b.text", "c.system"), wire("d.image", "c.images")],
);
const idle = { busy: new Set<string>(), stale: new Set<string>() };
const sourcesOf = (states = idle) =>
  groupWires(document.nodes, document.edges, states).map(({ edges, className }) => [
    className,
    ...edges.map(({ source }) => source.node),
  ]);

it("draws the wires of one type together", () => {
  expect(sourcesOf()).toEqual([
    ["wire", "a", "b"],
    ["wire", "d"],
  ]);
});

it("keeps apart what looks otherwise: a source that runs, and one that is out of date", () => {
  expect(sourcesOf({ busy: new Set(["a"]), stale: new Set(["b"]) })).toEqual([
    ["wire wire-running", "a"],
    ["wire wire-faint", "b"],
    ["wire", "d"],
  ]);
});

it("makes one path of them, without a wire whose end is not on the canvas", () => {
  const at = (x: number) => ({
    internals: {
      positionAbsolute: { x, y: 0 },
      handleBounds: {
        source: [{ id: "text", x: 90, y: 0, width: 20, height: 20 }],
        target: [{ id: "prompt", x: -10, y: 0, width: 20, height: 20 }],
      },
    },
  });
  const nodeLookup = new Map([
    ["a", at(0)],
    ["c", at(310)],
  ]) as unknown as Parameters<typeof pathOfWires>[2]["nodeLookup"];
  expect(pathOfWires(document, document.edges, { nodeLookup })).toBe("M110,10 C205,10 205,10 300,10");
});
