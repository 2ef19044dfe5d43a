import type { NodeRun } from "@/store/runReducer";
import type { Value } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";

export type MatchPlace = "title" | "text" | "comment" | "result";

export interface Match {
  node: string;
  place: MatchPlace;
  /** What stands around the words, shortened. */
  before: string;
  words: string;
  after: string;
}

/** More than anybody goes through one by one. */
export const MOST_MATCHES = 1000;
/** Of what stands before and after the words, in characters. */
const AROUND = 40;

/** The fields of nodes that hold words of a person. */
const textFields = ["text", "system", "value", "name", "fileName"];

export interface FindSources {
  nodes: readonly WorkflowNode[];
  titleOf: (node: WorkflowNode) => string;
  results: Readonly<Record<string, NodeRun>>;
}

/** Every place of the words, capitals or not, in titles, texts, comments and results; node by node. */
export function findMatches({ nodes, titleOf, results }: FindSources, query: string): Match[] {
  const words = lowered(query);
  const matches: Match[] = [];
  if (words.trim() === "") return matches;
  for (const node of nodes) {
    const look = (place: MatchPlace, text: string) => {
      if (matches.length >= MOST_MATCHES) return;
      for (const at of placesIn(text, words)) {
        matches.push({ node: node.id, place, ...around(text, at, words.length) });
        if (matches.length >= MOST_MATCHES) return;
      }
    };
    look("title", titleOf(node));
    for (const field of textFields) {
      const text = node.data[field];
      if (typeof text === "string") look("text", text);
    }
    look("comment", node.comment ?? "");
    for (const text of textsOf(results[node.id])) if (text !== node.data.text) look("result", text);
    if (matches.length >= MOST_MATCHES) break;
  }
  return matches;
}

/** In small letters, sign for sign: each place stays where it was, which a capital dotted I would move. */
export function lowered(text: string): string {
  return text.replaceAll("\u0130", "i").toLowerCase();
}

/** Where words (as `lowered` gives them) stand in a text. */
export function* placesIn(text: string, words: string): Generator<number> {
  const low = lowered(text);
  for (let at = low.indexOf(words); at !== -1; at = low.indexOf(words, at + words.length)) yield at;
}

function around(text: string, at: number, length: number) {
  const line = (part: string) => part.replace(/\s+/g, " ");
  const before = text.slice(Math.max(0, at - AROUND), at);
  const after = text.slice(at + length, at + length + AROUND);
  return {
    before: line(at > AROUND ? `…${before}` : before),
    words: text.slice(at, at + length),
    after: line(at + length + AROUND < text.length ? `${after}…` : after),
  };
}

/** What came out, or what has come so far. */
function textsOf(run: NodeRun | undefined): string[] {
  if (run === undefined) return [];
  if (run.output === undefined) return [run.text];
  // The same answer stands in several outputs: as text, and as JSON.
  return [...new Set(Object.values(run.output).flatMap(stringsIn))];
}

function stringsIn(value: Value): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(stringsIn) : [];
}
