import { describe, expect, it } from "vitest";
import { changeGroup, groupNodes } from "@/store/groups";
import { prompt, wire, workflow } from "@/store/testWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { drawCanvas, type NodeDrawing } from "./drawCanvas";
import { groupDrawings } from "./groupDrawings";
import { wrapText } from "./wrapText";

const measure = (text: string) => text.length * 10;

const drawingOf = (node: WorkflowNode): NodeDrawing => ({
  ...{ title: node.id, shape: "source", width: 200, height: 120, text: String(node.data.text) },
  inputs: new Map([["prompt", 64]]),
  outputs: new Map([["text", { y: 64, type: "image" }]]),
});

function draw(document: ReturnType<typeof workflow>, nodes = document.nodes) {
  const groups = groupDrawings(document, nodes);
  const picture = drawCanvas({ nodes, workflow: document, drawingOf, groups, colours: (name) => `(${name})`, measure });
  const parsed = new DOMParser().parseFromString(picture.svg, "image/svg+xml");
  return {
    ...picture,
    paths: [...parsed.querySelectorAll("path[fill=none]:not(.comment)")],
    groups: [...parsed.querySelectorAll(".group")],
    comments: parsed.querySelectorAll(".comment").length,
    texts: parsed.documentElement.textContent,
  };
}

describe("the drawing of a canvas", () => {
  const document = workflow([prompt("a", "Hello"), prompt("b", "there")], [wire("a.text", "b.prompt")]);

  it("shows nodes with their words, and wires from port to port in the colour of what they carry", () => {
    const { svg, paths, texts, width, height } = draw(document);
    expect(texts).toBe("aHellobthere");
    expect(paths).toHaveLength(1);
    expect(paths[0]?.getAttribute("d")).toMatch(/^M200,64 .* 300,64$/);
    expect(paths[0]?.getAttribute("stroke")).toBe("(port-image)");
    expect([width, height]).toEqual([500 + 96, 120 + 96]);
    expect(svg).toContain('viewBox="-48 -48 596 216"');
  });

  it("has room for a line in the lowest of nodes", () => {
    const low = (node: WorkflowNode) => ({ ...drawingOf(node), height: 78 });
    const { nodes } = document;
    const { svg } = drawCanvas({
      nodes,
      workflow: document,
      drawingOf: low,
      groups: [],
      colours: (name) => name,
      measure,
    });
    expect(svg).toContain("Hello");
  });

  it("leaves out what was not chosen, and wires that lead there", () => {
    const { paths, texts } = draw(document, document.nodes.slice(0, 1));
    expect([paths.length, texts]).toEqual([0, "aHello"]);
  });

  it("holds words that look like markup, and signs that XML forbids, as words", () => {
    const { svg, texts } = draw(workflow([prompt("a", '<script>"x"</script>\u0000&')]));
    expect(svg).not.toContain("<script");
    expect(texts).toContain('<script>"x"');
    expect(svg).not.toContain("\u0000");
  });

  it("marks a node that has a comment, and keeps what it says", () => {
    const noted = { ...document, nodes: document.nodes.map((node) => ({ ...node, comment: "Mind this" })) };
    const { comments, texts } = draw(noted);
    expect([comments, texts]).toEqual([2, "aHellobthere"]);
    expect(draw(document).comments).toBe(0);
  });

  it("shows the frame of a group with its name and colour, where all of its nodes are shown", () => {
    const grouped = changeGroup(groupNodes(document, ["a", "b"], "g1"), "g1", { title: "Pair", colour: "green" });
    const { groups, texts, width } = draw(grouped);
    expect(groups.map((frame) => frame.getAttribute("fill"))).toEqual(["(ok)"]);
    expect(texts).toBe("PairaHellobthere");
    expect(Number(groups[0]?.getAttribute("width"))).toBeLessThanOrEqual(width - 96);
    expect(draw(grouped, grouped.nodes.slice(0, 1)).groups).toHaveLength(0);
  });

  it("shows a collapsed group as one node, with wires to its ports", () => {
    const third = workflow(
      [prompt("a", "Hello"), prompt("b", "there {{x}}"), prompt("c", "{{y}}")],
      [wire("a.text", "b.x"), wire("b.text", "c.y")],
    );
    const collapsed = changeGroup(groupNodes(third, ["a", "b"], "g1"), "g1", { title: "Pair", collapsed: true });
    const { groups, paths, texts } = draw(collapsed);
    expect(groups).toHaveLength(1);
    expect(texts).toBe("c{{y}}PairPrompt: text");
    expect(paths).toHaveLength(1);
    const [x, y, width] = ["x", "y", "width"].map((name) => Number(groups[0]?.getAttribute(name)));
    const start = paths[0]?.getAttribute("d")?.match(/^M([-\d.]+),([-\d.]+)/);
    expect(Number(start?.[1])).toBe((x ?? 0) + (width ?? 0));
    expect(Number(start?.[2])).toBeGreaterThan(y ?? 0);
  });

  it("loads nothing from elsewhere", () => {
    const { svg } = draw(document);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:|url\(|@import/);
  });
});

describe("wrapping", () => {
  it("breaks between words, inside of long ones, and says that there is more", () => {
    expect(wrapText("one two three", 70, 5, measure)).toEqual(["one two", "three"]);
    expect(wrapText("abcdefghij", 40, 5, measure)).toEqual(["abcd", "efgh", "ij"]);
    expect(wrapText("a\n\nb", 70, 5, measure)).toEqual(["a", "", "b"]);
    expect(wrapText("one two three four five", 70, 2, measure)).toEqual(["one two", "thre…"]);
    expect(wrapText("a", 70, 0, measure)).toEqual([]);
  });
});
