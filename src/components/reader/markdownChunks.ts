import type { Mark } from "@/components/nodes/sources";

/** A part of a Markdown text that can be rendered alone. */
export interface Chunk {
  text: string;
  /** Where it begins in the whole, in UTF-16 units, behind `lead` units that are not of the whole. */
  start: number;
  end: number;
  lead: number;
}

export interface Heading {
  /** Where its line begins in the whole. */
  at: number;
  level: number;
  text: string;
  /** The chunk that it stands in. */
  chunk: number;
}

/** In characters: a chunk ends with the first block behind so many. */
const ENOUGH = 4_000;
/** In characters: longer blocks are cut within, between lines or words. */
const TOO_LONG = 16_000;

const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const definition = /^ {0,3}\[([^\]\n]+)\]:\s*\S/;
const tableRule = /^ {0,3}\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;
const atxHeading = /^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$/;

interface Line {
  text: string;
  at: number;
}

/** A long text in parts, so that only what is in sight has to be rendered, and its headings. Linear in its length. */
export function chunkMarkdown(text: string): { chunks: Chunk[]; headings: Heading[] } {
  const cutter = createCutter(text);
  const headings: Heading[] = [];
  let open: { sign: string; line: string } | undefined;
  let before: Line | undefined;
  for (const line of linesOf(text)) {
    const [, signs, info = ""] = fence.exec(line.text) ?? [];
    const isBlockStart = open === undefined && before?.text.trim() === "" && /^\S/.test(line.text);
    if (isBlockStart) cutter.mayCut(line.at);
    else cutter.mustFit(line, open?.line);
    if (open === undefined) {
      const heading = headingOf(line, before);
      if (heading !== undefined) headings.push({ ...heading, chunk: cutter.count() });
      if (signs !== undefined) open = { sign: signs, line: line.text };
      cutter.note(line, before);
    } else if (signs?.startsWith(open.sign) && info.trim() === "") {
      open = undefined;
    }
    before = line;
  }
  return { chunks: withDefinitions(cutter.end()), headings };
}

function* linesOf(text: string): Generator<Line> {
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf("\n", at);
    let end = found === -1 ? text.length : found;
    // A line without end is cut between words.
    if (end - at > TOO_LONG) {
      const space = text.lastIndexOf(" ", at + TOO_LONG);
      end = space > at ? space : at + TOO_LONG;
    }
    yield { text: text.slice(at, end), at };
    at = end + (text[end] === "\n" ? 1 : 0);
  }
}

function createCutter(whole: string) {
  const chunks: Chunk[] = [];
  let start = 0;
  let lead = "";
  let tableHead = "";
  const cut = (at: number, close = "", nextLead = "") => {
    if (at <= start) return;
    chunks.push({ text: lead + whole.slice(start, at) + close, start, end: at, lead: lead.length });
    start = at;
    lead = nextLead;
  };
  return {
    count: () => chunks.length,
    mayCut: (at: number) => {
      tableHead = "";
      if (at - start >= ENOUGH) cut(at);
    },
    /** Within a block: code goes on as code, a table under its head. */
    mustFit: ({ text, at }: Line, openFence: string | undefined) => {
      if (at + text.length - start <= TOO_LONG) return;
      if (openFence !== undefined) cut(at, `${/`{3,}|~{3,}/.exec(openFence)?.[0]}\n`, `${openFence}\n`);
      else cut(at, "", text.includes("|") ? tableHead : "");
    },
    note: ({ text }: Line, before: Line | undefined) => {
      if (before?.text.includes("|") && tableRule.test(text)) tableHead = `${before.text}\n${text}\n`;
    },
    end: () => {
      cut(whole.length);
      return chunks;
    },
  };
}

function headingOf(line: Line, before: Line | undefined): Omit<Heading, "chunk"> | undefined {
  const [, signs, title] = atxHeading.exec(line.text) ?? [];
  if (signs !== undefined && title) return { at: line.at, level: signs.length, text: bare(title) };
  const underline = /^ {0,3}(=+|-{2,})\s*$/.exec(line.text)?.[1];
  if (underline === undefined || before === undefined || !/^ {0,3}[^\s>|#*+\-`~\d]/.test(before.text)) return undefined;
  return { at: before.at, level: underline.startsWith("=") ? 1 : 2, text: bare(before.text) };
}

/** Without the signs of emphasis, code and links. */
function bare(title: string): string {
  return title
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_`~]{1,3}(\S(?:.*?\S)?)[*_`~]{1,3}/g, "$1")
    .trim();
}

/** A chunk takes along what its links and notes name, wherever that stands. */
function withDefinitions(chunks: Chunk[]): Chunk[] {
  if (chunks.length < 2) return chunks;
  const known = new Map<string, string>();
  for (const { text } of chunks) {
    for (const line of text.split("\n")) {
      const [, label] = definition.exec(line) ?? [];
      if (label !== undefined) known.set(label.toLowerCase(), line);
    }
  }
  if (known.size === 0) return chunks;
  return chunks.map((chunk) => {
    const named = new Set(Array.from(chunk.text.matchAll(/\[([^\]\n]+)\](?!:)/g), ([, label]) => label?.toLowerCase()));
    const lines = [...known].filter(([label, line]) => named.has(label) && !chunk.text.includes(line));
    return lines.length === 0
      ? chunk
      : { ...chunk, text: `${chunk.text}\n\n${lines.map(([, line]) => line).join("\n")}` };
  });
}

/** The marks of the whole that lie in a chunk, at their places there. */
export function marksIn({ start, end, lead }: Chunk, marks: readonly Mark[]): Mark[] {
  return marks.filter(({ at }) => at > start && at <= end).map(({ at, source }) => ({ at: at - start + lead, source }));
}
