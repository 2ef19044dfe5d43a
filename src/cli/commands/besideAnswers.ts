import { z } from "zod";
import { sourceSchema } from "@/types/llm";
import type { RunEvent, Value } from "@/types/run";
import { isOwn } from "@/types/runPlace";

/** What answers of a run have beside their text, by node. */
export type BesideAnswers = Record<string, { sources?: Value; reasoning?: Value }>;

/** Notes what a node has given beside its answer. */
export function noteBeside(beside: BesideAnswers, event: RunEvent): void {
  if (event.type !== "node-end" || !isOwn(event)) return;
  const { sources, reasoning } = event.output;
  if (sources === undefined && reasoning === undefined) return;
  beside[event.node] = {
    ...(sources === undefined ? {} : { sources }),
    ...(reasoning === undefined ? {} : { reasoning }),
  };
}

/** The sources of one answer in lines; those of a list of answers are too many to be of use here. */
export function sourceLines(sources: Value | undefined, items: number | undefined): string[] {
  const known = z.array(sourceSchema).safeParse(items === undefined ? sources : []).data ?? [];
  const titles = new Map<string, string>();
  for (const { url, title = "" } of known) titles.set(url, titles.get(url) || title);
  return Array.from(titles, ([url, title]) => `${title} ${url}`.trim()).map((page, index) =>
    plain(`  [${index + 1}] ${page}`),
  );
}

/** The reasoning of one answer in lines. */
export function reasoningLines(reasoning: Value | undefined): string[] {
  if (typeof reasoning !== "string" || reasoning.trim() === "") return [];
  return reasoning
    .trim()
    .split(/\r?\n/)
    .map((line) => plain(`  ${line}`));
}

/** A model and a page's title may hold what a terminal takes for a command. */
function plain(line: string): string {
  return line.replace(/\p{Cc}/gu, "");
}
