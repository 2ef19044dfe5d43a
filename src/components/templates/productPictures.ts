import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

/** One picture for each row of a table. */
export function productPictures({ pictures }: TemplatePayers): TemplateParts {
  const { titles, rows, ask } = samples.productPictures;
  const nodes = [
    { id: "rows", type: "list", title: titles.rows, data: { text: rows, split: "csv" } },
    { id: "ask", type: "prompt", title: titles.ask, data: { text: ask } },
    { id: "make", type: "imageGenerate", title: titles.make, data: { provider: pictures } },
    { id: "result", type: "output", title: titles.result, data: { name: "pictures", format: "image" } },
  ];
  return {
    nodes,
    edges: [wire("rows.items", "ask.data"), wire("ask.text", "make.prompt"), wire("make.image", "result.value")],
    layout: inColumns(nodes, [["rows"], ["ask"], ["make"], ["result"]]),
  };
}
