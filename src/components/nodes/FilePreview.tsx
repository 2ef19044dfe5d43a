import useSWRImmutable from "swr/immutable";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { nodes } from "@/components/messages/nodes";
import { Button } from "@/components/ui/Button";
import { assetPath, previewFile } from "@/store/endpoints";
import { workflowActions } from "@/store/useWorkflow";
import type { FilePreview as Preview } from "@/types/api";
import { formatCount } from "./format";
import type { FileData } from "./uploadTextFile";

const words = nodes.file;

/** How a table or a document begins, before anything has run. */
export function FilePreview({ nodeId, data }: { nodeId: string; data: FileData }) {
  const { asset, as } = data;
  const isShown = asset !== undefined && (as === "csv" || as === "document");
  const key = isShown ? `${assetPath(asset)}/preview?as=${as}` : null;
  const { data: preview, error } = useSWRImmutable(key, () => (isShown ? previewFile(asset, as) : undefined), {
    shouldRetryOnError: false,
  });
  if (!isShown) return null;
  if (error !== undefined) return <ErrorNote error={toShownError(error)} />;
  if (preview === undefined) return <p className="text-ink-3 text-xs">{words.reading}</p>;
  return (
    <section aria-label={words.preview} className="flex min-w-0 flex-col gap-1.5 text-xs">
      {preview.unit !== undefined && (
        <p className="text-ink-3 tabular-nums">
          {words.units[preview.unit](preview.pages ?? 1, formatCount(preview.pages ?? 1))}
        </p>
      )}
      {preview.scan === true && <Scan nodeId={nodeId} data={data} />}
      {preview.start && (
        <p className="wrap-anywhere line-clamp-4 whitespace-pre-line text-ink-2">
          {preview.start.replace(/\n{2,}/g, "\n")}
        </p>
      )}
      <FirstRows {...preview} />
    </section>
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

/** As many columns as a node has room for. */
const MAX_COLUMNS = 4;

function FirstRows({ columns = [], rows = [] }: Pick<Preview, "columns" | "rows">) {
  if (columns.length === 0) return null;
  const shown = columns.slice(0, MAX_COLUMNS);
  const hidden = columns.length - shown.length;
  return (
    <table className="w-full table-fixed border-collapse text-left">
      <thead className="text-ink-3">
        <tr>
          {shown.map((column, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a sheet may name two columns alike
            <th key={place} className="truncate py-0.5 pr-2 font-medium">
              {column}
            </th>
          ))}
          {hidden > 0 && <th className="w-8 py-0.5 text-right font-medium">+{hidden}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, 3).map((row, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name, its place is who it is
          <tr key={line} className="border-line border-t">
            {shown.map((_, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <td key={place} className="truncate py-0.5 pr-2 text-ink-2">
                {row[place]}
              </td>
            ))}
            {hidden > 0 && <td />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
