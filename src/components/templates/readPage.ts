import { samples } from "@/components/messages/samples";
import { inColumns, type TemplateParts, type TemplatePayers } from "./templateParts";
import { wire } from "./wire";

/** The words of a page, as far as a model needs them. */
const toWords = `(page) =>
  page
    .replace(/<(script|style|head)\\b[\\s\\S]*?<\\/\\1>/gi, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/&nbsp;/g, " ")
    .replace(/\\s+/g, " ")
    .trim()
    .slice(0, 40000)`;

/** A page of the web is fetched, freed from its marks, and told in a few lines. */
export function readPage({ runsOn }: TemplatePayers): TemplateParts {
  const { titles, address, ask } = samples.readPage;
  const nodes = [
    { id: "address", type: "prompt", title: titles.address, data: { text: "https://example.com/", input: address } },
    { id: "fetch", type: "request", title: titles.fetch, data: { method: "GET", url: "{{url}}", as: "text" } },
    { id: "words", type: "transform", title: titles.words, data: { code: toWords, inputs: ["page"], list: "each" } },
    { id: "ask", type: "prompt", title: titles.ask, data: { text: ask } },
    { id: "summary", type: "llmGenerate", title: titles.summary, data: runsOn },
    { id: "result", type: "output", title: titles.result, data: { name: "summary", format: "auto" } },
  ];
  return {
    nodes,
    edges: [
      wire("address.text", "fetch.url"),
      wire("fetch.body", "words.page"),
      wire("words.value", "ask.page"),
      wire("ask.text", "summary.prompt"),
      wire("summary.text", "result.value"),
    ],
    layout: inColumns(nodes, [["address"], ["fetch"], ["words"], ["ask"], ["summary"], ["result"]]),
  };
}
