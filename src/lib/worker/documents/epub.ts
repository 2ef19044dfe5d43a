import type { Nodes } from "hast";
import type { DocumentPart } from "@/lib/nodes/nodeKind";
import { AppError } from "@/types/errors";
import { type Archive, openArchive } from "./archive";
import { bodyOf, parseHtml } from "./html";
import { find, markdownOf } from "./markdown";
import type { DocumentInput } from "./readDocument";
import { attribute, below, first, parseXml, resolvePart } from "./xml";

const MAX_TITLE = 200;

/** The parts of a book in the order of reading; what has no text, such as a cover, is no chapter. */
export async function* readEpub({ bytes }: DocumentInput): AsyncGenerator<DocumentPart> {
  const archive = openArchive(bytes, (name) => /\.(?:opf|x?html?|xml)$/i.test(name));
  if (isLocked(archive))
    throw new AppError("unsupported_file", "This book is protected against copying (DRM) and cannot be read here.");
  const chapters = chapterNames(archive)
    .map((name) => bodyOf(parseHtml(archive.text(name))))
    .map((body) => ({ title: titleOf(body), page: markdownOf(body) }))
    .filter(({ page }) => page !== "");
  if (chapters.length === 0) throw new AppError("unsupported_file", "This book has no text in it.");
  yield { unit: "chapter", pages: chapters.length };
  yield* chapters;
}

/** Fonts are often veiled, which harms nobody; text is encrypted with AES. Source: EPUB 3.3, OCF */
function isLocked(archive: Archive): boolean {
  const name = "META-INF/encryption.xml";
  return archive.names.includes(name) && archive.text(name).includes("xmlenc#aes");
}

function chapterNames(archive: Archive): string[] {
  const container = first(parseXml(archive.text("META-INF/container.xml")), "rootfile");
  const packageName = (container && attribute(container, "full-path")) ?? "";
  const book = parseXml(archive.text(packageName));
  const directory = packageName.includes("/") ? packageName.replace(/\/[^/]*$/, "") : "";
  const items = new Map([...below(book, "item")].map((item) => [attribute(item, "id"), item]));
  return [...below(book, "itemref")]
    .map((reference) => items.get(attribute(reference, "idref")))
    .filter((item) => item !== undefined && !attribute(item, "properties")?.split(" ").includes("nav"))
    .map((item) =>
      resolvePart(directory, decodeURIComponent((item && attribute(item, "href")) ?? "").replace(/#.*$/, "")),
    )
    .filter((name) => archive.names.includes(name));
}

function titleOf(body: Nodes): string | undefined {
  const heading = find(body, "h1", "h2", "h3");
  const text = heading && textOf(heading).replace(/\s+/g, " ").trim().slice(0, MAX_TITLE);
  return text === "" ? undefined : text;
}

function textOf(node: Nodes): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}
