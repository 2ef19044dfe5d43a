import type { ReactFlowState } from "@xyflow/react";
import { describe, expect, it } from "vitest";
import { changeGroup, groupNodes } from "@/store/groups";
import { prompt, workflow } from "@/store/testWorkflow";
import type { Workflow } from "@/types/workflow";
import { groupNodeId } from "./drawnEnd";
import { unknownLook } from "./nodeLooks";
import { shownBoxes } from "./shownBoxes";

const size = { width: 100, height: 50 };
const placed: Workflow = {
  ...workflow([prompt("a"), prompt("b"), prompt("c")]),
  layout: {
    groups: [],
    nodes: { a: { x: 0, y: 0, ...size }, b: { x: 200, y: 0, ...size }, c: { x: 900, y: 0, ...size } },
  },
};
const grouped = groupNodes(placed, ["a", "b"], "g1");
const collapsed = changeGroup(grouped, "g1", { collapsed: true });

const canvas = (nodes: Record<string, object> = {}) => {
  const lookup = new Map(Object.entries(nodes));
  return { nodeLookup: lookup } as unknown as Pick<ReactFlowState, "nodeLookup">;
};
const seen = (doc: Workflow, flow: ReturnType<typeof canvas>, ids?: string[]) =>
  shownBoxes(doc, flow, () => unknownLook, ids).map(({ x, y, width, height }) => [x, y, width, height]);

describe("what is seen of nodes", () => {
  it("are they themselves, and the frame of a group that is meant as a whole", () => {
    const frame = [-20, -52, 340, 122];
    expect(seen(grouped, canvas())).toEqual([[0, 0, 100, 50], [200, 0, 100, 50], [900, 0, 100, 50], frame]);
    expect(seen(grouped, canvas(), ["a", "b"])).toContainEqual(frame);
    expect(seen(grouped, canvas(), ["b"])).toEqual([[200, 0, 100, 50]]);
  });

  it("is a collapsed group in the place of its nodes, as soon as it is drawn", () => {
    const drawn = canvas({
      [groupNodeId("g1")]: { position: { x: 10, y: 20 }, measured: { width: 300, height: 80 } },
    });
    expect(seen(collapsed, drawn)).toEqual([
      [900, 0, 100, 50],
      [10, 20, 300, 80],
    ]);
    expect(seen(collapsed, drawn, ["b"])).toEqual([[10, 20, 300, 80]]);
    expect(seen(collapsed, canvas(), ["b"])).toEqual([[200, 0, 100, 50]]);
  });

  it("has the size that was measured before the one that was kept, and else that of the kind", () => {
    const flow = canvas({ c: { measured: { width: 120, height: 60 } } });
    expect(seen(placed, flow, ["c"])).toEqual([[900, 0, 120, 60]]);
    const unkept = { ...placed, layout: { groups: [], nodes: { c: { x: 1, y: 2 } } } };
    const { width, height } = unknownLook.layout;
    expect(seen(unkept, canvas(), ["c"])).toEqual([[1, 2, width, height]]);
  });
});
