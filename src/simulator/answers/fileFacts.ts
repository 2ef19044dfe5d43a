import type { FileFacts } from "./ask";

/** A PDF inlined as a data URL, told by its bytes; its pages are counted roughly. Undefined when it is none. */
export function readPdf(name: string, dataUrl: string): FileFacts | undefined {
  const [, base64] = /^data:application\/pdf;base64,([A-Za-z0-9+/=]+)$/.exec(dataUrl) ?? [];
  if (base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, "base64");
  if (bytes.toString("latin1", 0, 5) !== "%PDF-") return undefined;
  const pages = bytes.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  return { name, bytes: bytes.length, pages: Math.max(pages, 1) };
}
