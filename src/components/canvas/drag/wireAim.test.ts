import type { ReactFlowState } from "@xyflow/react";
import { describe, expect, it } from "vitest";
import { llm, prompt, wire, workflow } from "@/store/testWorkflow";
import { setWirePoints } from "@/store/wirePoints";
import { createWireAim } from "./wireAim";

/** Two wires, from `a` at the left to `b` and to `c` at the right, 400 pixels of them in the free. */
const document = workflow([prompt("a"), llm("b"), llm("c")], [wire("a.text", "b.prompt"), wire("a.text", "c.prompt")]);

const places = { a: { x: 0, y: 100 }, b: { x: 500, y: 100 }, c: { x: 500, y: 400 } };

/** What React Flow knows of nodes that are 100 wide, with their ports at the height of their corner. */
const nodes = {
  nodeLookup: new Map(
    Object.entries(places).map(([id, positionAbsolute]) => {
      const handle = { width: 0, height: 0, y: 0 };
      const handleBounds = { source: [{ ...handle, id: "text", x: 100 }], target: [{ ...handle, id: "prompt", x: 0 }] };
      return [id, { internals: { positionAbsolute, handleBounds } }];
    }),
  ),
} as unknown as Pick<ReactFlowState, "nodeLookup">;

const boxAt = (x: number, y: number) => ({ x: x - 50, y: y - 40, width: 100, height: 80 });

describe("the wire under a dragged node", () => {
  const aim = createWireAim(document, nodes, () => true);

  it("is the one that its middle lies on", () => {
    expect(aim(boxAt(300, 100))).toBe("a-b");
    expect(aim(boxAt(300, 250))).toBe("a-c");
  });

  it("is none where only its edge grazes one, or nothing is", () => {
    expect(aim(boxAt(300, 70))).toBeUndefined();
    expect(aim(boxAt(300, -300))).toBeUndefined();
  });

  it("is the nearer one of two", () => {
    expect(aim(boxAt(178, 102))).toBe("a-b");
  });

  it("is found where points lead it", () => {
    const led = createWireAim(setWirePoints(document, "a-b", [{ x: 300, y: -200 }]), nodes, () => true);
    expect(led(boxAt(300, -200))).toBe("a-b");
    expect(led(boxAt(300, 100))).toBeUndefined();
  });

  it("is one that takes the node, each asked once", () => {
    const asked: string[] = [];
    const picky = createWireAim(document, nodes, (edge) => asked.push(edge) > 0 && edge === "a-c");
    expect([picky(boxAt(178, 102)), picky(boxAt(178, 102)), picky(boxAt(300, 100))]).toEqual(["a-c", "a-c", undefined]);
    expect(asked).toEqual(["a-b", "a-c"]);
  });

  it("is none for a node that was never on the canvas", () => {
    const elsewhere = createWireAim(document, { nodeLookup: new Map() }, () => true);
    expect(elsewhere(boxAt(300, 100))).toBeUndefined();
  });
});
