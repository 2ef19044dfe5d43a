import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

const question =
  "A friend says: “I have saved for a year, but a good second-hand car would take all of it.” Help them think it through in five sentences, without telling them what to do.";

const verdict =
  "Here are answers of several models to one question:\n\n{{answers}}\n\nWhich one helps most, and what could each learn from the other? Three sentences.";

/** One question to two models side by side, and a third voice that weighs the answers. */
export function compareModels({ runsOn, other }: TemplatePayers): TemplateParts {
  const variants = [runsOn, { ...runsOn, model: other }];
  const nodes = [
    { id: "question", type: "prompt", title: "Question", data: { text: question } },
    { id: "compare", type: "compare", title: "Side by side", data: { variants } },
    { id: "gather", type: "join", title: "All answers", data: { separator: "\n\n---\n\n" } },
    { id: "ask", type: "prompt", title: "Which is better?", data: { text: verdict } },
    { id: "judge", type: "llmGenerate", title: "Weigh them", data: runsOn },
    { id: "result", type: "output", title: "Verdict", data: { name: "verdict", format: "markdown" } },
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
