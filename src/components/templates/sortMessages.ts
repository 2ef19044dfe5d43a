import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

/** Messages sorted by a model, and a first answer only where it is urgent. */
export function sortMessages({ runsOn }: TemplatePayers): TemplateParts {
  const { titles, messages, judge, answer } = samples.sortMessages;
  const nodes = [
    { id: "messages", type: "list", title: titles.messages, data: { text: messages, split: "lines" } },
    { id: "ask", type: "prompt", title: titles.ask, data: { text: judge } },
    { id: "judge", type: "llmGenerate", title: titles.judge, data: runsOn },
    { id: "sort", type: "condition", title: titles.sort, data: { test: "contains", value: "URGENT" } },
    { id: "askAnswer", type: "prompt", title: titles.askAnswer, data: { text: answer } },
    { id: "answer", type: "llmGenerate", title: titles.answer, data: runsOn },
    { id: "urgent", type: "output", title: titles.urgent, data: { name: "answers", format: "auto" } },
    { id: "later", type: "output", title: titles.later, data: { name: "later", format: "auto" } },
  ];
  return {
    nodes,
    edges: [
      wire("messages.items", "ask.message"),
      wire("ask.text", "judge.prompt"),
      wire("judge.text", "sort.value"),
      wire("sort.yes", "askAnswer.message"),
      wire("askAnswer.text", "answer.prompt"),
      wire("answer.text", "urgent.value"),
      wire("sort.no", "later.value"),
    ],
    layout: inColumns(nodes, [
      ["messages"],
      ["ask", "judge"],
      ["sort"],
      ["askAnswer", "later"],
      ["answer"],
      ["urgent"],
    ]),
  };
}
