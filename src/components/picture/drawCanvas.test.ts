import { describe, expect, it } from "vitest";
import { prompt, wire, workflow } from "@/store/testWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { drawCanvas, type NodeDrawing } from "./drawCanvas";
import { wrapText } from "./wrapText";

const measure = (text: string) => text.length * 10;

const drawingOf = (node: WorkflowNode): NodeDrawing => ({
  ...{ title: node.id, shape: "source", width: 200, height: 120, text: String(node.data.text) },
  inputs: new Map([["prompt", 64]]),
  outputs: new Map([["text", { y: 64, type: "image" }]]),
});

function draw(document: ReturnType<typeof workflow>, nodes = document.nodes) {
  const picture = drawCanvas({ nodes, workflow: document, drawingOf, colours: (name) => `(${name})`, measure });
  const parsed = new DOMParser().parseFromString(picture.svg, "image/svg+xml");
  return {
    ...picture,
    paths: [...parsed.querySelectorAll("path[fill=none]")],
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
    const { svg } = drawCanvas({ nodes, workflow: document, drawingOf: low, colours: (name) => name, measure });
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
