import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

/** Questions with known answers to three models, each answer scored, all side by side in a table. */
export function evaluation({ runsOn, other, third = other }: TemplatePayers): TemplateParts {
  const { titles, rows, ideal, ask } = samples.evaluation;
  const answering = { ...runsOn, maxParallel: 8 };
  const scoring = { method: "contains", ignoreCase: true };
  const nodes = [
    { id: "rows", type: "list", title: titles.rows, data: { text: rows, split: "jsonl" } },
    { id: "ask", type: "prompt", title: titles.ask, data: { text: ask } },
    { id: "ideal", type: "jsonExtract", title: titles.ideal, data: { path: `/${ideal}` } },
    { id: "a", type: "llmGenerate", title: titles.a, data: answering },
    { id: "b", type: "llmGenerate", title: titles.b, data: { ...answering, model: other } },
    { id: "c", type: "llmGenerate", title: titles.c, data: { ...answering, model: third } },
    { id: "scoreA", type: "score", title: titles.scoreA, data: scoring },
    { id: "scoreB", type: "score", title: titles.scoreB, data: scoring },
    { id: "scoreC", type: "score", title: titles.scoreC, data: scoring },
    { id: "table", type: "table", title: titles.table, data: { spread: true } },
  ];
  const models = [
    ["a", "scoreA"],
    ["b", "scoreB"],
    ["c", "scoreC"],
  ] as const;
  return {
    nodes,
    edges: [
      wire("rows.items", "ask.data"),
      wire("rows.items", "ideal.json"),
      wire("rows.items", "table.columns"),
      ...models.flatMap(([model, score]) => [
        wire("ask.text", `${model}.prompt`),
        wire(`${model}.text`, `${score}.value`),
        wire("ideal.value", `${score}.reference`),
        wire(`${model}.text`, "table.columns"),
        wire(`${score}.score`, "table.columns"),
      ]),
    ],
    layout: inColumns(nodes, [["rows"], ["ask", "ideal"], ["a", "b", "c"], ["scoreA", "scoreB", "scoreC"], ["table"]]),
  };
}
