import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

const messages = `The card reader at the till has stopped working and there is a queue out of the door.
Could you send me the invoice for September again?
Water is dripping from the ceiling above the server rack.
Love the new menu, especially the soup!
I cannot log in, and my talk begins in twenty minutes.
Do you also have the chair in green?`;

const judge =
  "Message: {{message}}\n\nIs somebody losing money, safety or an appointment right now? Answer with URGENT or NORMAL, a colon, and the message unchanged.";
const answer =
  "Write a first answer of at most three sentences to this message: kind, concrete, with the next step.\n\n{{message}}";

/** Messages sorted by a model, and a first answer only where it is urgent. */
export function sortMessages({ runsOn }: TemplatePayers): TemplateParts {
  const nodes = [
    { id: "messages", type: "list", title: "Messages", data: { text: messages, split: "lines" } },
    { id: "ask", type: "prompt", title: "For each message", data: { text: judge } },
    { id: "judge", type: "llmGenerate", title: "Urgent?", data: runsOn },
    { id: "sort", type: "condition", title: "Sort", data: { test: "contains", value: "URGENT" } },
    { id: "askAnswer", type: "prompt", title: "Answer it", data: { text: answer } },
    { id: "answer", type: "llmGenerate", title: "First answer", data: runsOn },
    { id: "urgent", type: "output", title: "Answers to urgent ones", data: { name: "answers", format: "auto" } },
    { id: "later", type: "output", title: "Can wait", data: { name: "later", format: "auto" } },
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
