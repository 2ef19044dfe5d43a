import { describe, expect, it } from "vitest";
import type { Workflow } from "@/types/workflow";
import { workflowSchema } from "@/types/workflow";
import { copyParts, parseClipboardText, toClipboardText } from "./clipboard";
import { addParts, removeParts } from "./documentEdits";
import { changeGroup, expandAround, groupNodes, groupsOf, moveToGroup, ungroup } from "./groups";
import { llm, prompt, wire, workflow } from "./testWorkflow";
import { partsOf } from "./workflowStore";

const base = workflow([prompt("a"), llm("b"), prompt("c"), prompt("d")], [wire("a.text", "b.prompt")]);
const grouped = groupNodes(base, ["a", "b"], "g1");
const withEntries = (groups: Workflow["layout"]["groups"]): Workflow => ({
  ...base,
  layout: { ...base.layout, groups },
});
const said = (doc: Workflow) => groupsOf(doc).map(({ id, nodes }) => `${id}: ${nodes.join(" ")}`);

describe("groups", () => {
  it("are made of nodes, which leave the group that they were in; one without nodes is gone", () => {
    expect(said(grouped)).toEqual(["g1: a b"]);
    expect(said(groupNodes(grouped, ["b", "c"], "g2"))).toEqual(["g1: a", "g2: b c"]);
    expect(said(groupNodes(grouped, ["a", "b", "nobody"], "g2"))).toEqual(["g2: a b"]);
    expect(groupNodes(base, ["nobody"])).toBe(base);
  });

  it("keep entries that this version cannot read, through every edit, and draw none of them", () => {
    const odd = [{ members: 3 }, { id: "g1", nodes: ["a"], zone: { x: 1 } }, { id: 7 }, { id: "g2", nodes: ["a"] }];
    const doc = workflowSchema.parse(withEntries(odd));
    expect(said(doc)).toEqual(["g1: a"]);
    const edited = removeParts(changeGroup(moveToGroup(doc, ["c"], "g1"), "g1", { title: "New" }), ["a"]);
    expect(edited.layout.groups).toEqual([
      { members: 3 },
      { id: "g1", nodes: ["c"], zone: { x: 1 }, title: "New" },
      { id: 7 },
      { id: "g2", nodes: ["a"] },
    ]);
  });

  it("are changed, and lose what is taken from them", () => {
    const titled = changeGroup(grouped, "g1", { title: "Drafts", colour: "pink", collapsed: true });
    expect(titled.layout.groups).toEqual([
      { id: "g1", nodes: ["a", "b"], title: "Drafts", colour: "pink", collapsed: true },
    ]);
    expect(changeGroup(titled, "g1", { title: "Drafts" })).toBe(titled);
    expect(changeGroup(titled, "g1", { title: "", colour: undefined, collapsed: undefined })).toEqual(grouped);
  });

  it("are joined and left by nodes", () => {
    expect(said(moveToGroup(grouped, ["c", "a"], "g1"))).toEqual(["g1: b c a"]);
    expect(said(moveToGroup(grouped, ["a"], undefined))).toEqual(["g1: b"]);
    expect(moveToGroup(grouped, ["a"], "g1")).toBe(grouped);
  });

  it("go alone, or with their nodes", () => {
    expect(ungroup(grouped, ["g1"])).toEqual(base);
    expect(said(removeParts(grouped, ["a"]))).toEqual(["g1: b"]);
    expect(removeParts(grouped, ["a", "b"]).layout.groups).toEqual([]);
  });

  it("open when one of their nodes is to be seen", () => {
    const collapsed = changeGroup(grouped, "g1", { collapsed: true });
    expect(expandAround(collapsed, ["b"])).toEqual(grouped);
    expect(expandAround(collapsed, ["c"])).toBe(collapsed);
  });

  it("are copied with all of their nodes, under ids of their own, through the clipboard too", () => {
    const parts = parseClipboardText(toClipboardText(partsOf(grouped, ["a", "b", "c"])));
    if (parts === undefined) throw new Error("nothing was copied");
    const copy = addParts(grouped, copyParts(parts, { x: 0, y: 0 }));
    const [first, second] = groupsOf(copy);
    expect(first).toEqual({ id: "g1", nodes: ["a", "b"] });
    expect(second?.nodes).toEqual(copy.nodes.slice(4, 6).map(({ id }) => id));
    expect(second?.id).not.toBe("g1");
    expect(partsOf(grouped, ["a", "c"]).groups).toBeUndefined();
  });
});
