import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

const invoiceSchema = {
  type: "object",
  additionalProperties: false,
  required: ["sender", "number", "date", "due", "total", "currency"],
  properties: {
    sender: { type: "string" },
    number: { type: "string" },
    date: { type: "string", description: "YYYY-MM-DD" },
    due: { type: "string", description: "YYYY-MM-DD" },
    total: { type: "string", description: "To be paid, as 1234.50" },
    currency: { type: "string", description: "Three letters" },
  },
};

/** Documents of any form in, one row of a table for each. */
export function documentsToTable({ runsOn }: TemplatePayers): TemplateParts {
  const { titles, documents, ask } = samples.documentsToTable;
  const nodes = [
    {
      id: "documents",
      type: "list",
      title: titles.documents,
      data: { text: documents, split: "delimiter", delimiter: "=====" },
    },
    { id: "ask", type: "prompt", title: titles.ask, data: { text: ask } },
    { id: "read", type: "llmGenerate", title: titles.read, data: { ...runsOn, jsonSchema: invoiceSchema } },
    { id: "result", type: "output", title: titles.result, data: { name: "invoices", format: "auto" } },
  ];
  return {
    nodes,
    edges: [
      wire("documents.items", "ask.document"),
      wire("ask.text", "read.prompt"),
      wire("read.json", "result.value"),
    ],
    layout: inColumns(nodes, [["documents"], ["ask"], ["read"], ["result"]]),
  };
}
