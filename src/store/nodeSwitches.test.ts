import { describe, expect, it } from "vitest";
import type { Workflow } from "@/types/workflow";
import { emptyWorkflow } from "./documentEdits";
import { commentNode, switchNodes, switchOn } from "./nodeSwitches";

const workflow = (offs: Record<string, "muted" | "bypassed" | undefined> = {}): Workflow => ({
  ...emptyWorkflow("w"),
  nodes: [
    { id: "a", type: "prompt", data: {}, ...(offs.a && { off: offs.a }) },
    { id: "b", type: "join", data: {}, ...(offs.b && { off: offs.b }) },
    { id: "n", type: "note", data: {} },
  ],
});
const offOf = ({ nodes }: Workflow) => nodes.map(({ off }) => off);

describe("switching nodes off", () => {
  it("switches all of them, changes those that are off in another way, and leaves notes alone", () => {
    expect(offOf(switchNodes(workflow({ a: "muted" }), ["a", "b", "n"], "bypassed"))).toEqual([
      "bypassed",
      "bypassed",
      undefined,
    ]);
  });

  it("switches them on when all are off in this way, and leaves no trace in the document", () => {
    const on = switchNodes(workflow({ a: "muted", b: "muted" }), ["a", "b"], "muted");
    expect(on).toEqual({ ...workflow(), id: on.id });
    expect(on.nodes.some((node) => "off" in node)).toBe(false);
  });

  it("gives back the very same document when there is nothing to do", () => {
    const before = workflow();
    expect(switchNodes(before, ["n"], "muted")).toBe(before);
    expect(switchOn(before, "a")).toBe(before);
    expect(offOf(switchOn(workflow({ a: "bypassed" }), "a"))).toEqual([undefined, undefined, undefined]);
  });
});

describe("a comment", () => {
  it("is kept on its node, and gone when it is emptied", () => {
    const commented = commentNode(workflow(), "b", "mind the order");
    expect(commented.nodes[1]).toMatchObject({ comment: "mind the order" });
    expect("comment" in (commentNode(commented, "b", "").nodes[1] ?? {})).toBe(false);
    expect(commentNode(commented, "b", "mind the order")).toBe(commented);
  });
});
