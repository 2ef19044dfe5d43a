import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

const text =
  "Our repair café is run by volunteers. Bring what is broken, stay for a coffee, and learn how to mend it yourself. We cannot promise that everything will work again, but nobody has left without a good story.";

const compare =
  "The original:\n{{original}}\n\nThe same after it was translated and translated back:\n{{back}}\n\nName each place where the meaning changed, and how to mend the translation. If nothing changed, say so.";

/** A translation, the way back, and what got lost between them. */
export function translateCheck({ runsOn }: TemplatePayers): TemplateParts {
  const there = "You translate into German as a native writer would put it. Answer with the translation alone.";
  const back = "You translate into English as literally as readable. Answer with the translation alone.";
  const nodes = [
    { id: "text", type: "prompt", title: "Original", data: { text } },
    { id: "translate", type: "llmGenerate", title: "Into German", data: { ...runsOn, system: there } },
    { id: "back", type: "llmGenerate", title: "And back", data: { ...runsOn, system: back } },
    { id: "ask", type: "prompt", title: "Compare", data: { text: compare } },
    { id: "check", type: "llmGenerate", title: "Check", data: runsOn },
    { id: "translation", type: "output", title: "Translation", data: { name: "translation", format: "text" } },
    { id: "findings", type: "output", title: "What changed", data: { name: "findings", format: "markdown" } },
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
