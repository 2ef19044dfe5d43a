"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type RefObject, useRef, useState } from "react";
import { table as words } from "@/components/messages/table";
import { IconButton } from "@/components/ui/IconButton";
import { useWorkflow } from "@/store/useWorkflow";
import { RowPage } from "./RowPage";
import { TableView } from "./TableView";
import { type NamedTable, useListTable } from "./useListTable";
import { useRowTable, useTableWishes } from "./useRowTable";

/** The rows of a node as large as the window; Escape leaves a row for the table, and the table for the canvas. */
export function TableDialog({ node, onClose }: { node: string; onClose: () => void }) {
  const named = useListTable(node);
  const workflow = useWorkflow((state) => state.workflow?.id ?? "");
  const [openRow, setOpenRow] = useState<number>();
  const grid = useRef<HTMLDivElement>(null);
  const name = named.titleOf(node);
  const leave = (reason: string) => {
    if (reason === "escape-key" && openRow !== undefined) setOpenRow(undefined);
    else onClose();
  };
  return (
    <Base.Root open onOpenChange={(_, { reason }) => leave(reason)}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Base.Viewport className="fixed inset-0 z-40 p-3 sm:p-5">
          <Base.Popup
            initialFocus={grid}
            className="flex h-full w-full flex-col overflow-hidden rounded-dialog border border-line bg-panel text-ink shadow-float outline-none"
          >
            <header className="flex h-13 shrink-0 items-center gap-3 border-line border-b px-4">
              <Base.Title className="min-w-0 flex-1 truncate font-semibold text-lg">{words.title(name)}</Base.Title>
              <Base.Close render={<IconButton label={words.close} icon={X} />} />
            </header>
            {named.table === undefined ? (
              <p className="p-4 text-ink-2">{words.gone}</p>
            ) : (
              <Rows
                named={named}
                list={named.table}
                workflow={workflow}
                grid={grid}
                fileName={name}
                openRow={openRow}
                onOpenRow={setOpenRow}
              />
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

function Rows(props: {
  named: NamedTable;
  list: NonNullable<NamedTable["table"]>;
  workflow: string;
  grid: RefObject<HTMLDivElement | null>;
  fileName: string;
  openRow: number | undefined;
  onOpenRow: (row: number | undefined) => void;
}) {
  const { named, list, workflow, grid, fileName, openRow, onOpenRow } = props;
  const wishes = useTableWishes(workflow);
  const rows = useRowTable(list, wishes);
  const [active, setActive] = useState({ row: 0, column: 0 });
  const order = rows.getRowModel().rows.map(({ original }) => original.number);
  const openAt = (row: number) => {
    onOpenRow(row);
    // Back in the table the row that was read last is the one that arrow keys go on from.
    setActive((old) => ({ ...old, row: Math.max(0, order.indexOf(row)) }));
  };
  if (openRow !== undefined) {
    return (
      <RowPage
        named={named}
        list={list}
        row={openRow}
        order={order}
        onRow={openAt}
        onBack={() => onOpenRow(undefined)}
      />
    );
  }
  return (
    <TableView
      named={named}
      list={list}
      rows={rows}
      wishes={wishes}
      grid={grid}
      fileName={fileName}
      active={active}
      onActive={setActive}
      onOpen={openAt}
    />
  );
}
