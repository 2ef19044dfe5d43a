import papa from "papaparse";
import { decodeText } from "@/lib/decodeText";
import type { DocumentUnit, NodeWork } from "@/lib/nodes/nodeKind";
import type { AssetStore } from "@/lib/storage/ports";
import type { FilePreview } from "@/types/api";

/** Characters of the text that are shown. */
const SHOWN = 600;
const SHOWN_ROWS = 5;
/** Pages after which a document without text is taken for a scan. */
const MAX_LOOKED_AT = 20;

export type PreviewFile = (asset: string, as: "csv" | "document", signal: AbortSignal) => Promise<FilePreview>;

/** @throws AppError `not_found`, and as `NodeWork.split` and `NodeWork.readDocument` */
export function createFilePreview(assets: Pick<AssetStore, "get">, work: NodeWork): PreviewFile {
  return async (asset, as, signal) => {
    const bytes = await assets.get(asset);
    if (as === "csv") return beginOfTable(decodeText(bytes, "This file"), work, signal);
    const { unit, pages, start } = await beginOfDocument(bytes, work, signal);
    if (unit !== "sheet") return { unit, pages, start: start.slice(0, SHOWN), ...(start === "" ? { scan: true } : {}) };
    const { data } = papa.parse<string[]>(start, { delimiter: ",", preview: SHOWN_ROWS + 1 });
    const [columns = [], ...rows] = data;
    return { unit, pages, columns, rows };
  };
}

/** The text until it is enough to show; of a workbook, its first sheet with something in it. */
async function beginOfDocument(bytes: Uint8Array, work: NodeWork, signal: AbortSignal) {
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

async function beginOfTable(text: string, work: NodeWork, signal: AbortSignal): Promise<FilePreview> {
  let columns: string[] = [];
  const rows: string[][] = [];
  for await (const part of work.split(text, { as: "csv" }, signal)) {
    if ("columns" in part) columns = part.columns;
    if (!("rows" in part)) continue;
    rows.push(...part.rows.slice(0, SHOWN_ROWS));
    break;
  }
  return { columns, rows };
}
