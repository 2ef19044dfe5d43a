import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

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
  const { titles, question } = samples.pictureToFacts;
  const nodes = [
    { id: "picture", type: "imageInput", title: titles.picture, data: {} },
    { id: "question", type: "prompt", title: titles.question, data: { text: question } },
    { id: "facts", type: "llmGenerate", title: titles.facts, data: { ...runsOn, jsonSchema: factsSchema } },
    { id: "result", type: "output", title: titles.result, data: { name: "facts", format: "json" } },
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
