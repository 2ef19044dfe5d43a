import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

const question =
  "How could a small bookshop bring people in on quiet weekday afternoons, with less than 300 a month? Give eight ideas that differ as much as they can.";

const ideasSchema = {
  type: "object",
  additionalProperties: false,
  required: ["ideas"],
  properties: {
    ideas: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["idea", "why"],
        properties: { idea: { type: "string" }, why: { type: "string" } },
      },
    },
  },
};

const rate =
  "Idea: {{idea}}\nWhy: {{why}}\n\nRate it from 1 to 10 for effect, for ease and for cost. Begin with the idea in a few words, then the three figures, then one sentence.";
const rank =
  "Ideas with their ratings:\n\n{{ratings}}\n\nMake a table of all of them, the best first, and say in two sentences what to try next week.";

/** Many ideas at once, each judged by itself, then put in order. */
export function brainstormRank({ runsOn }: TemplatePayers): TemplateParts {
  const nodes = [
    { id: "question", type: "prompt", title: "Question", data: { text: question } },
    { id: "think", type: "llmGenerate", title: "Ideas", data: { ...runsOn, jsonSchema: ideasSchema } },
    { id: "each", type: "jsonExtract", title: "Each idea", data: { path: "/ideas" } },
    { id: "askRating", type: "prompt", title: "For each idea", data: { text: rate } },
    { id: "rate", type: "llmGenerate", title: "Rate", data: runsOn },
    { id: "gather", type: "join", title: "All ratings", data: { separator: "\n\n" } },
    { id: "askRank", type: "prompt", title: "In order", data: { text: rank } },
    { id: "rank", type: "llmGenerate", title: "Rank", data: runsOn },
    { id: "result", type: "output", title: "Best ideas", data: { name: "ideas", format: "markdown" } },
  ];
  return {
    nodes,
    edges: [
      wire("question.text", "think.prompt"),
      wire("think.json", "each.json"),
      wire("each.value", "askRating.data"),
      wire("askRating.text", "rate.prompt"),
      wire("rate.text", "gather.items"),
      wire("gather.text", "askRank.ratings"),
      wire("askRank.text", "rank.prompt"),
      wire("rank.text", "result.value"),
    ],
    layout: inColumns(nodes, [
      ["question", "think"],
      ["each", "askRating"],
      ["rate", "gather"],
      ["askRank", "rank"],
      ["result"],
    ]),
  };
}
