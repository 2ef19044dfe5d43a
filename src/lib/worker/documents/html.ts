import type { Element, Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import { decodeAs, readText } from "@/lib/decodeText";
import type { DocumentPart } from "@/lib/nodes/nodeKind";
import { AppError } from "@/types/errors";
import { find, markdownOf } from "./markdown";
import type { DocumentInput } from "./readDocument";

/** A page as Markdown. Nothing that it points to is fetched, and nothing in it runs. */
export async function* readHtml({ bytes }: DocumentInput): AsyncGenerator<DocumentPart> {
  const text = markdownOf(parseHtml(decodeHtml(bytes)));
  if (text === "")
    throw new AppError(
      "unsupported_file",
      "This page has no text in it. Is it filled by a script? Save it as PDF instead.",
    );
  yield { unit: "document", pages: 1 };
  yield { page: text };
}

/** In XHTML an empty element may close itself; in HTML what follows would become its text. */
const selfClosed = /<(title|script|style|textarea|iframe|noscript|a|p|div|span)\b([^<>]*)\/>/gi;

export function parseHtml(html: string): Root {
  return fromHtml(html.replace(selfClosed, "<$1$2></$1>"));
}

export function bodyOf(root: Root): Element | Root {
  return find(root, "body") ?? root;
}

/** What a page says of its letters counts where its bytes do not. Source: https://html.spec.whatwg.org/#determining-the-character-encoding */
function decodeHtml(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  const [, charset = "windows-1252"] = /<meta[^>]*charset\s*=\s*["']?([\w-]+)/i.exec(head) ?? [];
  const text = readText(bytes) ?? decodeAs(bytes, charset);
  if (text !== undefined) return text;
  throw new AppError("unsupported_file", "This page is not in the letters that it names. Save it as UTF-8.");
}
