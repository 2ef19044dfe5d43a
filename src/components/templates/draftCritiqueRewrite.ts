import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

const brief =
  "Write the opening paragraph of a short guide for people who move to a new town: how to feel at home within a month. Three or four sentences.";

const revision =
  "The text:\n{{draft}}\n\nAn editor says:\n{{critique}}\n\nRewrite the text so that every point is mended.";

/** One model writes, criticises and writes again: a chain in which every step is in sight. */
export function draftCritiqueRewrite({ runsOn }: TemplatePayers): TemplateParts {
  const writer = "You write clear, warm prose. Answer with the text alone.";
  const editor =
    "You are a demanding editor. Name the three weakest points of the text and how to mend each. Be brief.";
  const nodes = [
    { id: "brief", type: "prompt", title: "Brief", data: { text: brief } },
    { id: "draft", type: "llmGenerate", title: "Draft", data: { ...runsOn, system: writer } },
    { id: "critique", type: "llmGenerate", title: "Critique", data: { ...runsOn, system: editor } },
    { id: "ask", type: "prompt", title: "Text and critique", data: { text: revision } },
    {
      id: "rewrite",
      type: "llmGenerate",
      title: "Rewrite",
      data: { ...runsOn, system: "You revise texts. Answer with the new text alone." },
    },
    { id: "result", type: "output", title: "Final text", data: { name: "text", format: "markdown" } },
  ];
  return {
    nodes,
    edges: [
      wire("brief.text", "draft.prompt"),
      wire("draft.text", "critique.prompt"),
      wire("draft.text", "ask.draft"),
      wire("critique.text", "ask.critique"),
      wire("ask.text", "rewrite.prompt"),
      wire("rewrite.text", "result.value"),
    ],
    layout: inColumns(nodes, [["brief"], ["draft"], ["critique", "ask"], ["rewrite"], ["result"]]),
  };
}
