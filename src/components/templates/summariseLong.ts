import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

/** A text of any length: summed up part by part, at the same time, then as a whole. */
export function summariseLong({ runsOn }: TemplatePayers): TemplateParts {
  const { titles, text, partly, whole } = samples.summariseLong;
  const nodes = [
    { id: "text", type: "list", title: titles.text, data: { text, split: "delimiter", delimiter: "\n\n" } },
    { id: "askPart", type: "prompt", title: titles.askPart, data: { text: partly } },
    { id: "sumPart", type: "llmGenerate", title: titles.sumPart, data: runsOn },
    { id: "gather", type: "join", title: titles.gather, data: { separator: "\n\n" } },
    { id: "askWhole", type: "prompt", title: titles.askWhole, data: { text: whole } },
    { id: "sumWhole", type: "llmGenerate", title: titles.sumWhole, data: runsOn },
    { id: "result", type: "output", title: titles.result, data: { name: "summary", format: "markdown" } },
  ];
  return {
    nodes,
    edges: [
      wire("text.items", "askPart.part"),
      wire("askPart.text", "sumPart.prompt"),
      wire("sumPart.text", "gather.items"),
      wire("gather.text", "askWhole.parts"),
      wire("askWhole.text", "sumWhole.prompt"),
      wire("sumWhole.text", "result.value"),
    ],
    layout: inColumns(nodes, [["text"], ["askPart", "sumPart"], ["gather", "askWhole"], ["sumWhole"], ["result"]]),
  };
}
