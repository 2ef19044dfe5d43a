import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts } from "./templateParts";
import { wire } from "./wire";

/** Names without stray spaces, one row for each address, amounts as numbers. */
const clean = `(rows) => {
  const seen = new Set();
  return rows.flatMap(({ name, email, amount }) => {
    const address = email.trim().toLowerCase();
    if (address === "" || seen.has(address)) return [];
    seen.add(address);
    return [
      {
        name: name.trim().replace(/\\s+/g, " "),
        email: address,
        amount: Number(amount.replace(/[^0-9.-]/g, "")),
      },
    ];
  });
}`;

/** Rows from somewhere else, put in order by code alone: no model is asked. */
export function cleanRows(): TemplateParts {
  const { titles, rows } = samples.cleanRows;
  const nodes = [
    { id: "rows", type: "list", title: titles.rows, data: { text: rows, split: "csv" } },
    { id: "clean", type: "transform", title: titles.clean, data: { code: clean, inputs: ["rows"], list: "whole" } },
    { id: "table", type: "table", title: titles.table, data: { spread: true } },
  ];
  return {
    nodes,
    edges: [wire("rows.items", "clean.rows"), wire("clean.value", "table.columns")],
    layout: inColumns(nodes, [["rows"], ["clean"], ["table"]]),
  };
}
