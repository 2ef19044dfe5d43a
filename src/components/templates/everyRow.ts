import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

const rows = `product,audience,benefit
Aurel desk lamp,people who read at night,dims to candle light with one touch
Fjord kettle,tea drinkers,boils a single cup in forty seconds
Nimbus backpack,bicycle commuters,stays dry in a downpour
Tern notebook,students,lies flat on any page`;

const ask = "Write one line of product copy for {{product}}, for {{audience}}. It should say that it {{benefit}}.";

/** A table in, one call for each of its rows, a table out. */
export function everyRow({ runsOn }: TemplatePayers): TemplateParts {
  const system = "You write plain, warm product copy. Answer with the line alone.";
  const nodes = [
    { id: "rows", type: "list", title: "Rows", data: { text: rows, split: "csv" } },
    { id: "ask", type: "prompt", title: "For each row", data: { text: ask } },
    { id: "write", type: "llmGenerate", title: "Write", data: { ...runsOn, system } },
    { id: "result", type: "output", title: "All lines", data: { name: "lines", format: "auto" } },
  ];
  return {
    nodes,
    edges: [wire("rows.items", "ask.data"), wire("ask.text", "write.prompt"), wire("write.text", "result.value")],
    layout: inColumns(nodes, [["rows"], ["ask"], ["write"], ["result"]]),
  };
}
