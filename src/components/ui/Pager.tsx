import { ChevronLeft, ChevronRight } from "lucide-react";
import { nodes } from "@/components/messages/nodes";
import { formatCount } from "@/components/nodes/format";
import { IconButton } from "./IconButton";

const words = nodes.items;

/** "51–100 of 2,000" with the ways to the pages beside; nothing when one page holds all. */
export function Pager(props: { page: number; pageSize: number; total: number; onPage: (page: number) => void }) {
  const { page, pageSize, total, onPage } = props;
  if (total <= pageSize) return null;
  const from = page * pageSize;
  const to = Math.min(from + pageSize, total);
  return (
    <div className="nodrag flex items-center gap-1 text-ink-3 text-xs tabular-nums">
      <span className="mr-auto">{words.range(formatCount(from + 1), formatCount(to), formatCount(total))}</span>
      <IconButton
        size="sm"
        icon={ChevronLeft}
        label={words.previous}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      />
      <IconButton
        size="sm"
        icon={ChevronRight}
        label={words.next}
        disabled={to >= total}
        onClick={() => onPage(page + 1)}
      />
    </div>
  );
}
