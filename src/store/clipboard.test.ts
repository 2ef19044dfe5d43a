import { expect, it } from "vitest";
import { documentFaults, MAX_PLACE } from "@/lib/graph/documentFaults";
import { copyParts, parseClipboardText, toClipboardText } from "./clipboard";
import { llm, prompt, wire, workflow } from "./testWorkflow";
import { partsOf } from "./workflowStore";

it("brings nodes through plain text and back", () => {
  const parts = partsOf(workflow([prompt("a", "Hi"), llm("b")], [wire("a.text", "b.prompt")]), ["a", "b"]);
  expect(parseClipboardText(toClipboardText(parts))).toMatchObject(parts);
});

it("finds nothing in text that is not its own", () => {
  expect(parseClipboardText("Hello")).toBeUndefined();
  expect(parseClipboardText('{"nodes":[]}')).toBeUndefined();
  expect(parseClipboardText('{"format":"patchbay/nodes","version":1,"nodes":[{"id":"../x"}]}')).toBeUndefined();
});

it("takes odd parts in as nodes that can be drawn and saved: ids of their own, wires with ends, places on the canvas", () => {
  const edge = wire("a.text", "gone.prompt");
  const odd = { nodes: [prompt("a"), prompt("a")], edges: [edge], layout: { a: { x: 1e300, y: 0 } } };
  const parts = parseClipboardText(toClipboardText(odd));
  if (parts === undefined) throw new Error("it is nodes");
  const copy = copyParts(parts, { x: MAX_PLACE, y: 0 });
  const document = workflow([]);
  const pasted = { ...document, ...copy, layout: { ...document.layout, nodes: copy.layout } };
  expect(pasted.nodes).toHaveLength(2);
  expect(documentFaults(pasted)).toEqual([]);
});
