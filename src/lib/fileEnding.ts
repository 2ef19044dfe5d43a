import { own } from "@/types/own";

const office = "application/vnd.openxmlformats-officedocument";
const endings: Record<string, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
  "application/pdf": "pdf",
  [`${office}.wordprocessingml.document`]: "docx",
  [`${office}.presentationml.presentation`]: "pptx",
  [`${office}.spreadsheetml.sheet`]: "xlsx",
  "application/epub+zip": "epub",
  "application/json": "json",
  "text/html": "html",
  "text/csv": "csv",
  "text/markdown": "md",
  "text/plain": "txt",
};

/** What the name of a file of this type ends with, without the dot; its parameters do not count. */
export function endingOf(mime: string): string | undefined {
  return own(endings, mime.replace(/;.*$/, "").trim().toLowerCase());
}
