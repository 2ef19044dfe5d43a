import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

/** A document once, questions as a list: an answer with its page for each. */
export function pdfQuestions({ runsOn }: TemplatePayers): TemplateParts {
  const { titles, questions, ask } = samples.pdfQuestions;
  const nodes = [
    { id: "document", type: "fileInput", title: titles.document, data: { as: "document" } },
    { id: "questions", type: "list", title: titles.questions, data: { text: questions, split: "lines" } },
    { id: "ask", type: "prompt", title: titles.ask, data: { text: ask } },
    { id: "answer", type: "llmGenerate", title: titles.answer, data: runsOn },
    { id: "result", type: "output", title: titles.result, data: { name: "answers", format: "auto" } },
  ];
  return {
    nodes,
    edges: [
      wire("document.text", "ask.document"),
      wire("questions.items", "ask.question"),
      wire("ask.text", "answer.prompt"),
      wire("answer.text", "result.value"),
    ],
    layout: inColumns(nodes, [["document", "questions"], ["ask"], ["answer"], ["result"]]),
    samples: { document: "espresso-manual.pdf" },
  };
}
