import type { TemplateModel, TemplateParts } from "./templateParts";
import { wire } from "./wire";

const brief =
  "Write the opening paragraph of a short guide for people who move to a new town: how to feel at home within a month. Three or four sentences.";

/** One model writes, criticises and writes again: a chain in which every step is in sight. */
export function draftCritiqueRewrite(runsOn: TemplateModel): TemplateParts {
  return {
    nodes: [
      { id: "brief", type: "prompt", title: "Brief", data: { text: brief } },
      {
        id: "draft",
        type: "llmGenerate",
        title: "Draft",
        data: { ...runsOn, system: "You write clear, warm prose. Answer with the text alone." },
      },
      {
        id: "critique",
        type: "llmGenerate",
        title: "Critique",
        data: {
          ...runsOn,
          system:
            "You are a demanding editor. Name the three weakest points of the text and how to mend each. Be brief.",
        },
      },
      {
        id: "ask",
        type: "prompt",
        title: "Text and critique",
        data: {
          text: "The text:\n{{draft}}\n\nAn editor says:\n{{critique}}\n\nRewrite the text so that every point is mended.",
        },
      },
      {
        id: "rewrite",
        type: "llmGenerate",
        title: "Rewrite",
        data: { ...runsOn, system: "You revise texts. Answer with the new text alone." },
      },
      { id: "result", type: "output", title: "Final text", data: { name: "text", format: "markdown" } },
    ],
    edges: [
      wire("brief.text", "draft.prompt"),
      wire("draft.text", "critique.prompt"),
      wire("draft.text", "ask.draft"),
      wire("critique.text", "ask.critique"),
      wire("ask.text", "rewrite.prompt"),
      wire("rewrite.text", "result.value"),
    ],
    layout: {
      brief: { x: 0, y: 0 },
      draft: { x: 320, y: 0 },
      critique: { x: 640, y: 0 },
      ask: { x: 640, y: 340 },
      rewrite: { x: 960, y: 340 },
      result: { x: 960, y: 0 },
    },
  };
}
