import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

/** One model writes, criticises and writes again: a chain in which every step is in sight. */
export function draftCritiqueRewrite({ runsOn }: TemplatePayers): TemplateParts {
  const { titles, brief, writer, editor, revision, reviser } = samples.draftCritiqueRewrite;
  const nodes = [
    { id: "brief", type: "prompt", title: titles.brief, data: { text: brief } },
    { id: "draft", type: "llmGenerate", title: titles.draft, data: { ...runsOn, system: writer } },
    { id: "critique", type: "llmGenerate", title: titles.critique, data: { ...runsOn, system: editor } },
    { id: "ask", type: "prompt", title: titles.ask, data: { text: revision } },
    {
      id: "rewrite",
      type: "llmGenerate",
      title: titles.rewrite,
      data: { ...runsOn, system: reviser },
    },
    { id: "result", type: "output", title: titles.result, data: { name: "text", format: "markdown" } },
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
