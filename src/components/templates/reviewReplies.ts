import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

/** An answer to each message, which a person reads and changes before it goes on. */
export function reviewReplies({ runsOn }: TemplatePayers): TemplateParts {
  const { titles, messages, ask, question } = samples.reviewReplies;
  const nodes = [
    { id: "messages", type: "list", title: titles.messages, data: { text: messages, split: "lines" } },
    { id: "ask", type: "prompt", title: titles.ask, data: { text: ask } },
    { id: "draft", type: "llmGenerate", title: titles.draft, data: runsOn },
    { id: "review", type: "review", title: titles.review, data: { question, mode: "edit" } },
    { id: "good", type: "output", title: titles.good, data: { name: "replies", format: "auto" } },
  ];
  return {
    nodes,
    edges: [
      wire("messages.items", "ask.message"),
      wire("ask.text", "draft.prompt"),
      wire("draft.text", "review.value"),
      wire("review.approved", "good.value"),
    ],
    layout: inColumns(nodes, [["messages"], ["ask"], ["draft"], ["review"], ["good"]]),
  };
}
