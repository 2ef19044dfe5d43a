import { isRecord } from "@/lib/nodes/values";
import { type Source, sourceSchema } from "@/types/llm";
import type { Value } from "@/types/run";

/** A page that an answer names; `number` counts from 1 in the order in which the answer first does. */
export interface NumberedSource {
  number: number;
  url: string;
  title: string;
  /** Absent for what is no page of the web: then it is no link either. */
  host?: string;
}

/** A place in an answer, in UTF-16 units, after which a number stands. */
export interface Mark {
  at: number;
  source: NumberedSource;
}

export interface Cited {
  list: readonly NumberedSource[];
  /** In the order of the text. */
  marks: readonly Mark[];
}

export const nothingCited: Cited = { list: [], marks: [] };

/** What an answer says of where it comes from. Places that do not lie in its text give no mark. */
export function readCited(sources: Value | undefined, text: string): Cited {
  if (!Array.isArray(sources)) return nothingCited;
  const byUrl = new Map<string, NumberedSource>();
  const marks = new Map<string, Mark>();
  for (const value of sources) {
    const source = isRecord(value) ? sourceSchema.safeParse(value).data : undefined;
    if (source === undefined) continue;
    const numbered = byUrl.get(source.url) ?? toNumbered(source, byUrl.size + 1);
    byUrl.set(source.url, numbered);
    const at = placeIn(text, source);
    if (at !== undefined) marks.set(`${at}/${numbered.number}`, { at, source: numbered });
  }
  const inOrder = [...marks.values()].sort((a, b) => a.at - b.at || a.source.number - b.source.number);
  return { list: [...byUrl.values()], marks: inOrder };
}

function toNumbered({ url, title }: Source, number: number): NumberedSource {
  const host = hostOf(url);
  return { number, url, title: title?.trim() || host || url, host };
}

function hostOf(url: string): string | undefined {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  return new URL(url).host.replace(/^www\./, "");
}

function placeIn(text: string, { start = 0, end }: Source): number | undefined {
  if (end === undefined || end === 0 || start > end || end > text.length) return undefined;
  // A place within a character of two units moves behind it.
  return /^[\uDC00-\uDFFF]/.test(text.slice(end, end + 1)) ? end + 1 : end;
}

/** An answer with its sources below it, as Markdown. */
export function withSources(text: string, list: readonly NumberedSource[], heading: string): string {
  const lines = list.map(({ number, title, url }) => `${number}. [${title.replace(/[[\]\\]/g, "\\$&")}](<${url}>)`);
  return `${text.trimEnd()}\n\n${heading}:\n\n${lines.join("\n")}\n`;
}
