import papa from "papaparse";
import { decodeText } from "@/lib/decodeText";
import { gatherDocument } from "@/lib/nodes/documentText";
import type { DocumentUnit, NodeWork, SplitAs } from "@/lib/nodes/nodeKind";
import { headOfItems, LOOKED_AT, SHOWN_ROWS } from "@/lib/nodes/tableHead";
import type { AssetStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import type { FilePreview, FilePreviewQuery } from "@/types/filePreview";
import type { Value } from "@/types/run";

/** Characters of the text that are shown. */
const SHOWN = 600;
/** Of a page that was asked for. */
const SHOWN_OF_PAGE = 20_000;
const ROWS_OF_PAGE = 100;
/** Pages after which a document without text is taken for a scan. */
const MAX_LOOKED_AT = 20;

export type PreviewFile = (asset: string, query: FilePreviewQuery, signal: AbortSignal) => Promise<FilePreview>;

/** @throws AppError `not_found`, and as `NodeWork.split` and `NodeWork.readDocument` */
export function createFilePreview(assets: Pick<AssetStore, "get">, work: NodeWork): PreviewFile {
  return async (asset, { as, page }, signal) => {
    const bytes = await assets.get(asset);
    if (as === "document") {
      return page === undefined
        ? beginOfDocument(bytes, work, signal)
        : pageOfDocument(work.readDocument(bytes, { scans: "empty", asset }, signal), page);
    }
    const text = decodeText(bytes, "This file");
    if (as === "text") return { start: text.slice(0, SHOWN) };
    return as === "csv" ? beginOfTable(work.split(text, { as }, signal)) : beginOfJson(text, as, work, signal);
  };
}

async function beginOfDocument(bytes: Uint8Array, work: NodeWork, signal: AbortSignal): Promise<FilePreview> {
  const { unit, pages, start } = await lookInto(bytes, work, signal);
  if (unit === "sheet") return { unit, pages, ...tableOf(start, SHOWN_ROWS) };
  return { unit, pages, start: start.slice(0, SHOWN), ...(start === "" ? { scan: true } : {}) };
}

/** The text until it is enough to show; of a workbook, its first sheet with something in it. */
async function lookInto(bytes: Uint8Array, work: NodeWork, signal: AbortSignal) {
  let unit: DocumentUnit = "document";
  let pages = 1;
  let start = "";
  let looked = 0;
  for await (const part of work.readDocument(bytes, { scans: "empty" }, signal)) {
    if ("unit" in part) ({ unit, pages } = part);
    if (!("page" in part)) continue;
    start = `${start}\n\n${part.page}`.trim();
    if (start.length >= SHOWN || (unit === "sheet" && start !== "") || ++looked >= MAX_LOOKED_AT) break;
  }
  return { unit, pages, start };
}

async function pageOfDocument(parts: ReturnType<NodeWork["readDocument"]>, page: number): Promise<FilePreview> {
  const { unit, pages } = await gatherDocument(parts);
  const found = pages[page - 1];
  if (found === undefined) throw new AppError("not_found", `This document has no page ${page}.`);
  const told = { unit, pages: pages.length, ...(found.title === undefined ? {} : { title: found.title }) };
  return unit === "sheet"
    ? { ...told, ...tableOf(found.text, ROWS_OF_PAGE) }
    : { ...told, start: found.text.slice(0, SHOWN_OF_PAGE) };
}

/** A sheet, as the reader of workbooks writes it. */
function tableOf(csv: string, shown: number): Pick<FilePreview, "columns" | "rows"> {
  const { data } = papa.parse<string[]>(csv, { delimiter: ",", preview: shown + 1 });
  const [columns = [], ...rows] = data;
  return { columns, rows };
}

async function beginOfTable(parts: ReturnType<NodeWork["split"]>): Promise<FilePreview> {
  let columns: string[] = [];
  const rows: string[][] = [];
  let count = 0;
  for await (const part of parts) {
    if ("columns" in part) columns = part.columns;
    if (!("rows" in part)) continue;
    rows.push(...part.rows.slice(0, SHOWN_ROWS - rows.length));
    count += part.rows.length;
  }
  return { columns, rows, count };
}

/** An array of records as a table; of other JSON the text, and of an array its length too. */
async function beginOfJson(
  text: string,
  form: "json" | "jsonl",
  work: NodeWork,
  signal: AbortSignal,
): Promise<FilePreview> {
  const as: SplitAs = { as: form, what: "This file" };
  const first: Value[] = [];
  let count = 0;
  for await (const part of work.split(text, as, signal)) {
    if (!("items" in part)) continue;
    first.push(...part.items.slice(0, Math.max(0, LOOKED_AT - first.length)));
    count += part.items.length;
  }
  if (form === "json" && !/^\s*\[/.test(text)) return { start: text.slice(0, SHOWN) };
  return headOfItems(first, count) ?? { start: text.slice(0, SHOWN), count };
}
