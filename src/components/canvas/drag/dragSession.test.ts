import type { NodePositionChange, ReactFlowState } from "@xyflow/react";
import { beforeEach, describe, expect, it } from "vitest";
import { useCanvasUi } from "@/components/board/canvasUi";
import { llm, prompt, wire, workflow } from "@/store/testWorkflow";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { beginDrag } from "./dragSession";
import { useGuides } from "./guides";
import { isSnapOn, toggleSnap } from "./snapSwitch";

const size = { width: 100, height: 60 };

/** `a`, `b` and `loose`, with a wire from `a` to `b` 500 pixels to the right. */
const document = {
  ...workflow([prompt("a"), llm("b"), llm("loose")], [wire("a.text", "b.prompt")]),
  layout: { nodes: { a: { x: 0, y: 0 }, b: { x: 600, y: 0 }, loose: { x: 300, y: 500 } }, groups: [] },
};

/** A canvas of 2000 × 1000 pixels, at its beginning, as large as it is. */
const flow = () => {
  const handle = { width: 0, height: 0, y: 30 };
  const handleBounds = { source: [{ ...handle, id: "text", x: 100 }], target: [{ ...handle, id: "prompt", x: 0 }] };
  const nodeLookup = new Map(
    Object.entries(document.layout.nodes).map(([id, positionAbsolute]) => [
      id,
      { measured: size, internals: { positionAbsolute, handleBounds } },
    ]),
  );
  return { nodeLookup, transform: [0, 0, 1], width: 2000, height: 1000 } as unknown as ReactFlowState;
};

const moveTo = (x: number, y: number, dragging = true): NodePositionChange => ({
  id: "loose",
  type: "position",
  position: { x, y },
  dragging,
});

const pointer = (more: Partial<PointerEvent>) => ({ clientX: 0, altKey: false, timeStamp: 0, ...more }) as PointerEvent;

const docNow = () => workflowStore.getState().workflow ?? document;
const ends = () => docNow().edges.map(({ source, target }) => `${source.node} > ${target.node}`);

beforeEach(() => {
  workflowActions().load(document);
  if (isSnapOn()) toggleSnap();
});

describe("a drag", () => {
  it("lines up what moves, shows the lines while it lasts, and leaves it alone while Alt is held", () => {
    const drag = beginDrag(["loose"], flow);
    expect(drag.adjust([moveTo(5, 300)])).toEqual([moveTo(0, 300)]);
    expect(useGuides.getState().guides.length).toBeGreaterThan(0);
    drag.watch(pointer({ altKey: true }));
    expect(drag.adjust([moveTo(5, 300)])).toEqual([moveTo(5, 300)]);
    expect(useGuides.getState().guides).toEqual([]);
    drag.watch(pointer({ altKey: false }));
    drag.adjust([moveTo(5, 300)]);
    drag.end();
    expect(useGuides.getState().guides).toEqual([]);
  });

  it("keeps to the grid when that is on", () => {
    toggleSnap();
    expect(beginDrag(["loose"], flow).adjust([moveTo(250, 300)])).toEqual([moveTo(242, 308)]);
  });

  it("leaves changes of other kinds as they are", () => {
    const change = { id: "loose", type: "select" as const, selected: true };
    expect(beginDrag(["loose"], flow).adjust([change])).toEqual([change]);
  });

  it("puts a node into the wire it ends on, as one step with the move", () => {
    const drag = beginDrag(["loose"], flow);
    drag.adjust([moveTo(303, 4)]);
    expect(useCanvasUi.getState().insertion).toBe("a-b");
    const [end] = drag.adjust([moveTo(303, 4, false)]);
    if (end?.type === "position" && end.position) workflowActions().moveNodes({ loose: end.position });
    drag.end();
    expect(useCanvasUi.getState().insertion).toBeNull();
    expect(ends()).toEqual(["a > loose", "loose > b"]);
    expect(docNow().layout.nodes.loose).toMatchObject({ y: 0 });
    workflowActions().undo();
    expect(docNow()).toEqual(document);
  });

  it("puts several nodes into no wire", () => {
    const drag = beginDrag(["loose", "b"], flow);
    drag.adjust([moveTo(303, 4)]);
    expect(useCanvasUi.getState().insertion).toBeNull();
  });

  it("takes a shaken node out of its wires, once, and aims at none any more", () => {
    workflowActions().load({ ...document, edges: [wire("a.text", "loose.prompt"), wire("loose.text", "b.prompt")] });
    const drag = beginDrag(["loose"], flow);
    for (const [index, clientX] of [0, 50, 0, 50, 0, 50, 0, 50, 0].entries()) {
      drag.watch(pointer({ clientX, timeStamp: index * 30 }));
    }
    expect(ends()).toEqual(["a > b"]);
    drag.adjust([moveTo(303, 4)]);
    expect(useCanvasUi.getState().insertion).toBeNull();
    drag.end();
    expect(workflowStore.getState().history.past).toHaveLength(1);
  });
});
