import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

const documents = `Invoice 2026-118 from Havel Printing, Brno, 3 November 2026. 500 posters A2, 2 proofs. Net 410.00 EUR, VAT 86.10 EUR, to be paid within 14 days: 496.10 EUR.
=====
Hello, attached our bill no. 77/26. Translation of the handbook (18,400 words) comes to $2,024.00, due on December 1st. Thanks! Imani Okoro
=====
RECHNUNG Nr. R-0912, Café Linde, Graz, 21.10.2026. Catering für 24 Personen, Gesamtbetrag inkl. USt.: 612,00 €. Zahlbar bis 4.11.2026.`;

const ask = "Take the facts out of this invoice. Leave empty what it does not say.\n\n{{document}}";

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
  const nodes = [
    {
      id: "documents",
      type: "list",
      title: "Documents",
      data: { text: documents, split: "delimiter", delimiter: "=====" },
    },
    { id: "ask", type: "prompt", title: "For each document", data: { text: ask } },
    { id: "read", type: "llmGenerate", title: "Read", data: { ...runsOn, jsonSchema: invoiceSchema } },
    { id: "result", type: "output", title: "Table", data: { name: "invoices", format: "auto" } },
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
