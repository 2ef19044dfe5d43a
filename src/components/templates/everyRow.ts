import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

/** A table in, one call for each of its rows, a table out. */
export function everyRow({ runsOn }: TemplatePayers): TemplateParts {
  const { titles, rows, ask, writer } = samples.everyRow;
  const nodes = [
    { id: "rows", type: "list", title: titles.rows, data: { text: rows, split: "csv" } },
    { id: "ask", type: "prompt", title: titles.ask, data: { text: ask } },
    { id: "write", type: "llmGenerate", title: titles.write, data: { ...runsOn, system: writer } },
    { id: "result", type: "output", title: titles.result, data: { name: "lines", format: "auto" } },
  ];
  return {
    nodes,
    edges: [wire("rows.items", "ask.data"), wire("ask.text", "write.prompt"), wire("write.text", "result.value")],
    layout: inColumns(nodes, [["rows"], ["ask"], ["write"], ["result"]]),
  };
}
