import { Download } from "lucide-react";
import { useState } from "react";
import { downloadFile, toFileName } from "@/components/downloadFile";
import { table as words } from "@/components/messages/table";
import { Button } from "@/components/ui/Button";
import { Menu, MenuGroup, MenuItem } from "@/components/ui/Menu";
import { toast } from "@/components/ui/toast";
import { csvPieces, jsonPieces, type TableExport } from "@/store/table/exportTable";
import type { TableViewProps } from "./TableView";
import { rowsText } from "./tableWords";

/** Excel takes a file for UTF-8 only with this before it. */
const BYTE_ORDER_MARK = "\uFEFF";

/** What is shown as a file: these rows in this order, with the columns that are chosen. */
export function DownloadMenu({ list, rows, named, fileName }: TableViewProps) {
  const [isWriting, setIsWriting] = useState(false);
  const count = rowsText(rows.getRowModel().rows.length, list.count);
  const write = async (ending: string, mime: string, toPieces: (table: TableExport) => AsyncIterable<string>) => {
    setIsWriting(true);
    try {
      const pieces = await gather(toPieces(exportOf()));
      downloadFile(new Blob(pieces, { type: mime }), `${toFileName(fileName, "rows")}.${ending}`);
    } catch {
      toast.error(words.download.failed);
    } finally {
      setIsWriting(false);
    }
  };
  const exportOf = (): TableExport => {
    const byId = new Map(list.columns.map((column) => [column.id, column]));
    const columns = rows.getVisibleLeafColumns().flatMap(({ id }) => byId.get(id) ?? []);
    return {
      columns,
      names: columns.map(named.nameOf),
      rows: rows.getRowModel().rows.map(({ original }) => original.number),
      fileOf: (sha256) => new URL(`/api/assets/${sha256}`, window.location.href).href,
    };
  };
  const csv = "text/csv;charset=utf-8";
  const trigger = (
    <Button icon={Download} busy={isWriting}>
      {words.download.open}
    </Button>
  );
  return (
    <Menu align="end" trigger={trigger}>
      <MenuGroup label={words.download.hint}>
        <MenuItem onSelect={() => void write("csv", csv, csvPieces)}>{words.download.csv(count)}</MenuItem>
        <MenuItem onSelect={() => void write("csv", csv, withMark)}>{words.download.excel(count)}</MenuItem>
        <MenuItem onSelect={() => void write("json", "application/json", jsonPieces)}>
          {words.download.json(count)}
        </MenuItem>
      </MenuGroup>
    </Menu>
  );
}

async function* withMark(table: TableExport): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK;
  yield* csvPieces(table);
}

/** Between pieces the page has its turn: ten thousand rows must not hold it up. */
async function gather(pieces: AsyncIterable<string>): Promise<string[]> {
  const gathered: string[] = [];
  for await (const piece of pieces) {
    gathered.push(piece);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return gathered;
}
