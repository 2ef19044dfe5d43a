import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

const questions = `How often does the machine have to be descaled?
What does it mean when the light blinks three times?
May the drip tray go into the dishwasher?
How long is the guarantee, and what ends it?`;

const ask =
  "Answer the question from the document alone, in one or two sentences, and name the page. If it does not say, answer “It does not say.”\n\nQuestion: {{question}}\n\nDocument:\n{{document}}";

/** A document once, questions as a list: an answer with its page for each. */
export function pdfQuestions({ runsOn }: TemplatePayers): TemplateParts {
  const nodes = [
    { id: "document", type: "fileInput", title: "Document", data: { as: "document" } },
    { id: "questions", type: "list", title: "Questions", data: { text: questions, split: "lines" } },
    { id: "ask", type: "prompt", title: "For each question", data: { text: ask } },
    { id: "answer", type: "llmGenerate", title: "Answer", data: runsOn },
    { id: "result", type: "output", title: "Answers", data: { name: "answers", format: "auto" } },
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
