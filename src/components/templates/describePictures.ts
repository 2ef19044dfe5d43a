import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

const ask =
  "Describe this picture for somebody who cannot see it: first one sentence of at most 125 characters as alternative text, then a paragraph with what matters, and last five keywords.";

/** Several pictures and one way to describe them: alternative texts for a page. */
export function describePictures({ runsOn }: TemplatePayers): TemplateParts {
  const nodes = [
    { id: "ask", type: "prompt", title: "How to describe", data: { text: ask } },
    { id: "first", type: "imageInput", title: "Picture 1", data: {} },
    { id: "second", type: "imageInput", title: "Picture 2", data: {} },
    { id: "seeFirst", type: "llmGenerate", title: "Describe 1", data: runsOn },
    { id: "seeSecond", type: "llmGenerate", title: "Describe 2", data: runsOn },
    { id: "both", type: "join", title: "Together", data: { separator: "\n\n---\n\n" } },
    { id: "result", type: "output", title: "Descriptions", data: { name: "descriptions", format: "markdown" } },
  ];
  return {
    nodes,
    edges: [
      wire("ask.text", "seeFirst.prompt"),
      wire("ask.text", "seeSecond.prompt"),
      wire("first.image", "seeFirst.images"),
      wire("second.image", "seeSecond.images"),
      wire("seeFirst.text", "both.items"),
      wire("seeSecond.text", "both.items"),
      wire("both.text", "result.value"),
    ],
    layout: inColumns(nodes, [["first", "ask", "second"], ["seeFirst", "seeSecond"], ["both"], ["result"]]),
    samples: { first: "harbour.png", second: "kitchen.png" },
  };
}
