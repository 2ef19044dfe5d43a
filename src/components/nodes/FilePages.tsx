import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { nodes } from "@/components/messages/nodes";
import { IconButton } from "@/components/ui/IconButton";
import { FirstRows } from "./FirstRows";
import { formatCount } from "./format";
import type { FileData } from "./uploadTextFile";
import { useFilePreview } from "./useRecords";

const words = nodes.file.pages;
const paperClass = "max-h-[320px] overflow-auto rounded-control border border-line bg-field p-2.5 text-xs";
const ALL_ROWS = { columns: 6, rows: 100 };

/** The pages of a document one by one, as a run reads them. */
export function FilePages({ data }: { data: Pick<FileData, "asset" | "as"> }) {
  const [page, setPage] = useState(1);
  const { preview: begin } = useFilePreview(data);
  const { preview, error } = useFilePreview(data, page);
  const unit = begin?.unit;
  const total = begin?.pages ?? 1;
  if (unit === undefined) return null;
  const place = words.place(formatCount(page), formatCount(total));
  return (
    <section aria-label={words.label} className="flex min-w-0 flex-col gap-1.5">
      <div className="flex items-center gap-1">
        <h3 className="font-medium text-ink-2">{words.label}</h3>
        <p aria-live="polite" className="wrap-anywhere ml-auto min-w-0 text-ink-3 text-xs tabular-nums">
          {preview?.title === undefined ? place : `${place}, ${preview.title}`}
        </p>
        <IconButton
          size="sm"
          icon={ChevronLeft}
          label={words.previous}
          disabled={page === 1}
          onClick={() => setPage(page - 1)}
        />
        <IconButton
          size="sm"
          icon={ChevronRight}
          label={words.next}
          disabled={page === total}
          onClick={() => setPage(page + 1)}
        />
      </div>
      {error !== undefined && <ErrorNote error={toShownError(error)} />}
      {preview && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
        <div tabIndex={0} className={paperClass}>
          <FirstRows {...preview} room={ALL_ROWS} />
          {preview.columns === undefined && (
            <p className="wrap-anywhere whitespace-pre-wrap">{preview.start || words.empty}</p>
          )}
        </div>
      )}
    </section>
  );
}
