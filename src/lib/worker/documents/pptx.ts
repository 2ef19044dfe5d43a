import type { Element, Nodes } from "xast";
import type { DocumentPart } from "@/lib/nodes/nodeKind";
import { AppError } from "@/types/errors";
import { type Archive, openArchive } from "./archive";
import { markdownTable } from "./markdown";
import type { DocumentInput } from "./readDocument";
import { attribute, below, elementsOf, first, localName, parseXml, relationsOf, textIn } from "./xml";

const PRESENTATION = "ppt/presentation.xml";

/** Each slide: its title as a heading, its text, its tables, and what the speaker noted. */
export async function* readPptx({ bytes }: DocumentInput): AsyncGenerator<DocumentPart> {
  const archive = openArchive(bytes, (name) => /^ppt\/.*\.(?:xml|rels)$/i.test(name));
  const targets = relationsOf(archive.text("ppt/_rels/presentation.xml.rels"), "ppt");
  const slides = [...below(parseXml(archive.text(PRESENTATION)), "sldId")]
    .map((slide) => targets.get(slide.attributes["r:id"] ?? attribute(slide, "id") ?? ""))
    .filter((name) => name !== undefined);
  const pages = slides.map((name) => slideText(archive, name));
  if (pages.every((page) => page === ""))
    throw new AppError(
      "unsupported_file",
      "The slides of this presentation have no text. Save it as PDF, and give its pages as pictures.",
    );
  yield { unit: "slide", pages: pages.length };
  for (const page of pages) yield { page };
}

function slideText(archive: Archive, name: string): string {
  const text = [...blocks(parseXml(archive.text(name)))];
  const relations = `${name.replace(/[^/]*$/, "_rels/$&")}.rels`;
  const notes = archive.names.includes(relations)
    ? [...relationsOf(archive.text(relations), name.replace(/\/[^/]*$/, "")).values()].find((part) =>
        part.includes("/notesSlides/"),
      )
    : undefined;
  if (notes !== undefined && archive.names.includes(notes)) {
    const noted = [...blocks(parseXml(archive.text(notes)))].join("\n\n");
    if (noted !== "") text.push(`Notes: ${noted}`);
  }
  return text.join("\n\n");
}

/** What programs write by themselves on every slide. */
const bySystem = new Set(["sldNum", "dt", "ftr", "hdr", "sldImg"]);

/** Shapes and tables in their order. What stands there a second time for older programs is passed over. */
function* blocks(node: Nodes): Generator<string> {
  for (const child of elementsOf(node)) {
    const name = localName(child);
    if (name === "Fallback") continue;
    const text = name === "sp" ? shapeText(child) : name === "tbl" ? tableText(child) : undefined;
    if (text === undefined) yield* blocks(child);
    else if (text !== "") yield text;
  }
}

function shapeText(shape: Element): string {
  const placeholder = first(shape, "ph");
  const type = placeholder && (attribute(placeholder, "type") ?? "body");
  if (type !== undefined && bySystem.has(type)) return "";
  const paragraphs = [...below(shape, "p")]
    .map((paragraph) => ({ level: levelOf(paragraph), text: paragraphText(paragraph) }))
    .filter(({ text }) => text !== "");
  if (type === "title" || type === "ctrTitle")
    return paragraphs.length === 0 ? "" : `## ${paragraphs.map(({ text }) => text).join(" ")}`;
  const isList = paragraphs.some(({ level }) => level > 0) || (type === "body" && paragraphs.length > 1);
  return paragraphs.map(({ level, text }) => (isList ? `${"  ".repeat(level)}- ${text}` : text)).join("\n");
}

function tableText(table: Element): string {
  const rows = [...below(table, "tr")].map((row) =>
    [...below(row, "tc")].map((cell) => [...below(cell, "p")].map(paragraphText).join(" ")),
  );
  return rows.length === 0 ? "" : markdownTable(rows);
}

function levelOf(paragraph: Element): number {
  const properties = elementsOf(paragraph).find((child) => localName(child) === "pPr");
  const level = Number(properties?.attributes.lvl ?? 0);
  return Number.isInteger(level) && level > 0 && level < 9 ? level : 0;
}

/** Runs of text; a line break and a tab stand as elements between them. */
function paragraphText(paragraph: Element): string {
  const parts = elementsOf(paragraph).map((child) =>
    localName(child) === "br" ? " " : [...below(child, "t")].map(textIn).join(""),
  );
  return parts.join("").replace(/\s+/g, " ").trim();
}
