import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

/** Several pictures and one way to describe them: alternative texts for a page. */
export function describePictures({ runsOn }: TemplatePayers): TemplateParts {
  const { titles, ask } = samples.describePictures;
  const nodes = [
    { id: "ask", type: "prompt", title: titles.ask, data: { text: ask } },
    { id: "first", type: "imageInput", title: titles.first, data: {} },
    { id: "second", type: "imageInput", title: titles.second, data: {} },
    { id: "seeFirst", type: "llmGenerate", title: titles.seeFirst, data: runsOn },
    { id: "seeSecond", type: "llmGenerate", title: titles.seeSecond, data: runsOn },
    { id: "both", type: "join", title: titles.both, data: { separator: "\n\n---\n\n" } },
    { id: "result", type: "output", title: titles.result, data: { name: "descriptions", format: "markdown" } },
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
