import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

/** One question to two models side by side, and a third voice that weighs the answers. */
export function compareModels({ runsOn, other }: TemplatePayers): TemplateParts {
  const variants = [runsOn, { ...runsOn, model: other }];
  const { titles, question, verdict } = samples.compareModels;
  const nodes = [
    { id: "question", type: "prompt", title: titles.question, data: { text: question } },
    { id: "compare", type: "compare", title: titles.compare, data: { variants } },
    { id: "gather", type: "join", title: titles.gather, data: { separator: "\n\n---\n\n" } },
    { id: "ask", type: "prompt", title: titles.ask, data: { text: verdict } },
    { id: "judge", type: "llmGenerate", title: titles.judge, data: runsOn },
    { id: "result", type: "output", title: titles.result, data: { name: "verdict", format: "markdown" } },
  ];
  return {
    nodes,
    edges: [
      wire("question.text", "compare.prompt"),
      wire("compare.results", "gather.items"),
      wire("gather.text", "ask.answers"),
      wire("ask.text", "judge.prompt"),
      wire("judge.text", "result.value"),
    ],
    layout: inColumns(nodes, [["question"], ["compare"], ["gather", "ask"], ["judge"], ["result"]]),
  };
}
