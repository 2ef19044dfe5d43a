import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

const question =
  "Read this picture: what kind of document it is, who it is from, its date, every line with its amount, and the total.";

const factsSchema = {
  type: "object",
  additionalProperties: false,
  required: ["kind", "from", "date", "lines", "total"],
  properties: {
    kind: { type: "string", description: "What it is, in at most five words" },
    from: { type: "string" },
    date: { type: "string", description: "As YYYY-MM-DD; empty if there is none" },
    lines: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["text", "amount"],
        properties: { text: { type: "string" }, amount: { type: "string" } },
      },
    },
    total: { type: "string" },
  },
};

/** A picture and a question in, JSON of a known shape out. */
export function pictureToFacts({ runsOn }: TemplatePayers): TemplateParts {
  const nodes = [
    { id: "picture", type: "imageInput", title: "Receipt", data: {} },
    { id: "question", type: "prompt", title: "Question", data: { text: question } },
    { id: "facts", type: "llmGenerate", title: "Read the picture", data: { ...runsOn, jsonSchema: factsSchema } },
    { id: "result", type: "output", title: "Facts", data: { name: "facts", format: "json" } },
  ];
  return {
    nodes,
    edges: [
      wire("question.text", "facts.prompt"),
      wire("picture.image", "facts.images"),
      wire("facts.json", "result.value"),
    ],
    layout: inColumns(nodes, [["question", "picture"], ["facts"], ["result"]]),
    samples: { picture: "receipt.png" },
  };
}
