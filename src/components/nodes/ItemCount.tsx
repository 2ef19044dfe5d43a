import { Table2 } from "lucide-react";
import { openTable } from "@/components/board/tableUi";
import { nodes as words } from "@/components/messages/nodes";
import { tip } from "@/components/ui/tip";
import type { Value } from "@/types/run";
import { formatCount } from "./format";

/** "120 items", once a run has counted them; opens them as a table. */
export function ItemCount({ nodeId, value }: { nodeId: string; value: Value | undefined }) {
  if (!Array.isArray(value)) return null;
  return (
    <button
      type="button"
      {...tip(words.items.openTable.hint)}
      onClick={() => openTable(nodeId)}
      className="nodrag flex items-center gap-1.5 self-start rounded-sm text-ink-3 text-xs tabular-nums hover:text-ink hover:underline"
    >
      <Table2 size={13} strokeWidth={1.75} aria-hidden />
      {words.list.count(value.length, formatCount(value.length))}
      <span className="sr-only">. {words.items.openTable.hint}</span>
    </button>
  );
}
