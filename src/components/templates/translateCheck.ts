import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

/** A translation, the way back, and what got lost between them. */
export function translateCheck({ runsOn }: TemplatePayers): TemplateParts {
  const { titles, text, there, back, compare } = samples.translateCheck;
  const nodes = [
    { id: "text", type: "prompt", title: titles.text, data: { text } },
    { id: "translate", type: "llmGenerate", title: titles.translate, data: { ...runsOn, system: there } },
    { id: "back", type: "llmGenerate", title: titles.back, data: { ...runsOn, system: back } },
    { id: "ask", type: "prompt", title: titles.ask, data: { text: compare } },
    { id: "check", type: "llmGenerate", title: titles.check, data: runsOn },
    { id: "translation", type: "output", title: titles.translation, data: { name: "translation", format: "text" } },
    { id: "findings", type: "output", title: titles.findings, data: { name: "findings", format: "markdown" } },
  ];
  return {
    nodes,
    edges: [
      wire("text.text", "translate.prompt"),
      wire("translate.text", "back.prompt"),
      wire("text.text", "ask.original"),
      wire("back.text", "ask.back"),
      wire("ask.text", "check.prompt"),
      wire("translate.text", "translation.value"),
      wire("check.text", "findings.value"),
    ],
    layout: inColumns(nodes, [["text"], ["translate"], ["translation", "back"], ["ask"], ["check"], ["findings"]]),
  };
}
