import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { nodes } from "@/components/messages/nodes";
import { Button } from "@/components/ui/Button";
import { workflowActions } from "@/store/useWorkflow";
import type { FilePreview as Preview } from "@/types/filePreview";
import { FirstRows, PANEL_ROOM } from "./FirstRows";
import { formatCount } from "./format";
import type { FileData } from "./uploadTextFile";
import { useFilePreview } from "./useRecords";

const words = nodes.file;

/** How a file begins, before anything has run: on the node, or in the wider panel. */
export function FilePreview({ nodeId, data, inPanel }: { nodeId: string; data: FileData; inPanel?: boolean }) {
  const { isShown, preview, error } = useFilePreview(data);
  if (!isShown) return null;
  if (error !== undefined) return <ErrorNote error={toShownError(error)} />;
  if (preview === undefined) return <p className="text-ink-3 text-xs">{words.reading}</p>;
  return (
    <section aria-label={words.preview} className="flex min-w-0 flex-col gap-1.5 text-xs">
      <Length {...preview} />
      {preview.scan === true && <Scan nodeId={nodeId} data={data} />}
      {preview.start && (
        <p className="wrap-anywhere line-clamp-4 whitespace-pre-line text-ink-2">
          {preview.start.replace(/\n{2,}/g, "\n")}
        </p>
      )}
      <FirstRows {...preview} room={inPanel ? PANEL_ROOM : undefined} />
    </section>
  );
}

/** How many pages, rows or items it has. */
function Length({ unit, pages = 1, columns, count }: Preview) {
  if (unit === undefined && count === undefined) return null;
  const rows = columns === undefined ? nodes.list.count : words.rows;
  return (
    <p className="text-ink-3 tabular-nums">
      {unit === undefined ? rows(count ?? 0, formatCount(count ?? 0)) : words.units[unit](pages, formatCount(pages))}
    </p>
  );
}

/** The offer that makes a scan readable. */
function Scan({ nodeId, data }: { nodeId: string; data: FileData }) {
  return (
    <div className="flex flex-col items-start gap-1.5">
      <p className="text-ink-2">{words.scan}</p>
      {data.scans === undefined && (
        <Button
          size="sm"
          className="nodrag"
          onClick={() => workflowActions().updateNodeData(nodeId, { scans: "pictures" })}
        >
          {words.scanAsPictures}
        </Button>
      )}
    </div>
  );
}
