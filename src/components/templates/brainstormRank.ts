import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

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

/** Many ideas at once, each judged by itself, then put in order. */
export function brainstormRank({ runsOn }: TemplatePayers): TemplateParts {
  const { titles, question, rate, rank } = samples.brainstormRank;
  const nodes = [
    { id: "question", type: "prompt", title: titles.question, data: { text: question } },
    { id: "think", type: "llmGenerate", title: titles.think, data: { ...runsOn, jsonSchema: ideasSchema } },
    { id: "each", type: "jsonExtract", title: titles.each, data: { path: "/ideas" } },
    { id: "askRating", type: "prompt", title: titles.askRating, data: { text: rate } },
    { id: "rate", type: "llmGenerate", title: titles.rate, data: runsOn },
    { id: "gather", type: "join", title: titles.gather, data: { separator: "\n\n" } },
    { id: "askRank", type: "prompt", title: titles.askRank, data: { text: rank } },
    { id: "rank", type: "llmGenerate", title: titles.rank, data: runsOn },
    { id: "result", type: "output", title: titles.result, data: { name: "ideas", format: "markdown" } },
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
