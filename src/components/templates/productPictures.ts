import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

const rows = `product,material,scene
tea cup,pale green stoneware,a windowsill on a rainy morning
desk lamp,brushed brass,a writing desk at night
backpack,dark blue canvas,a wooden bench in a park`;

const ask =
  "A photograph for a shop: a {{product}} of {{material}}, in {{scene}}. Soft daylight, plain composition, no text, no people.";

/** One picture for each row of a table. */
export function productPictures({ pictures }: TemplatePayers): TemplateParts {
  const nodes = [
    { id: "rows", type: "list", title: "Products", data: { text: rows, split: "csv" } },
    { id: "ask", type: "prompt", title: "The picture", data: { text: ask } },
    { id: "make", type: "imageGenerate", title: "Make pictures", data: { provider: pictures } },
    { id: "result", type: "output", title: "All pictures", data: { name: "pictures", format: "image" } },
  ];
  return {
    nodes,
    edges: [wire("rows.items", "ask.data"), wire("ask.text", "make.prompt"), wire("make.image", "result.value")],
    layout: inColumns(nodes, [["rows"], ["ask"], ["make"], ["result"]]),
  };
}
