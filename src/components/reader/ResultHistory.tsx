import { useMemo, useState } from "react";
import useSWR from "swr";
import { toShownError } from "@/components/ErrorNote";
import { reader as words } from "@/components/messages/reader";
import { prettyJson } from "@/components/nodes/prettyJson";
import { fromOutput, type Readable } from "@/components/nodes/readable";
import { Button } from "@/components/ui/Button";
import { Select } from "@/components/ui/Select";
import { toast } from "@/components/ui/toast";
import { WordDiff } from "@/components/versions/WordDiff";
import { useMay } from "@/store/person";
import { changeResult } from "@/store/resultEdits";
import { readCacheEntry, readNodeResult } from "@/store/resultEndpoints";
import { workflowStore } from "@/store/useWorkflow";
import type { PastResultRow } from "@/types/api";
import type { PortValues } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";
import { PastRow, whenOf } from "./PastRow";
import { useResultHistory } from "./useResultHistory";

interface Props {
  node: WorkflowNode;
  /** The result that is shown now. */
  result: Readable;
  /** Of the item that it belongs to; none where the node ran once. */
  item: number | undefined;
}

const NOW = "now";

/** What a node has given before: what is different between any two, and the way back to an older one. */
export function ResultHistory({ node, result, item }: Props) {
  const { rows, error, loadMore } = useResultHistory(node.id, item);
  const [chosen, setChosen] = useState<string>();
  const [against, setAgainst] = useState<string>(NOW);
  const older = rows?.find(({ run }) => run === chosen) ?? rows?.[0];
  if (error !== undefined) return <p className="m-6 text-error">{error}</p>;
  if (rows === undefined || older === undefined) {
    return <p className="m-auto text-ink-3">{rows === undefined ? words.past.loading : words.past.none}</p>;
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col sm:flex-row">
      <nav
        aria-label={words.past.list}
        className="max-h-48 w-full shrink-0 overflow-y-auto border-line border-b p-2 sm:max-h-none sm:w-72 sm:border-r sm:border-b-0"
      >
        <ol className="flex flex-col gap-px">
          {rows.map((row) => (
            <PastRow key={row.run} row={row} isChosen={row === older} onChoose={() => setChosen(row.run)} />
          ))}
        </ol>
        {loadMore && (
          <Button size="sm" variant="ghost" className="mt-1" onClick={loadMore}>
            {words.past.more}
          </Button>
        )}
      </nav>
      <Compared
        key={older.run}
        node={node}
        result={result}
        item={item}
        older={older}
        rows={rows}
        against={against !== older.run && rows.some(({ run }) => run === against) ? against : NOW}
        onAgainst={setAgainst}
      />
    </div>
  );
}

interface ComparedProps extends Props {
  older: PastResultRow;
  rows: readonly PastResultRow[];
  against: string;
  onAgainst: (run: string) => void;
}

/** An older result beside the present one, or another. */
function Compared({ node, result, item, older, rows, against, onAgainst }: ComparedProps) {
  const mayEdit = useMay("editor");
  const before = usePast(node.id, older.run, item);
  const other = usePast(node.id, against === NOW ? undefined : against, item);
  const after = against === NOW ? readingOf(result) : other && readingOf(fromOutput(other));
  const options = useMemo(
    () => [
      { value: NOW, label: words.past.present },
      ...rows.filter(({ run }) => run !== older.run).map((row) => ({ value: row.run, label: whenOf(row) })),
    ],
    [rows, older],
  );
  const text = before && readingOf(fromOutput(before));
  return (
    <section aria-label={words.past.compared} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-5 py-2">
        <span className="text-ink-2 text-sm">{words.past.against}</span>
        <Select
          aria-label={words.past.against}
          value={against}
          options={options}
          onChange={onAgainst}
          className="w-56"
        />
        {before !== undefined && result.key !== undefined && mayEdit && (
          <Button size="sm" className="ml-auto" onClick={() => void goBackTo(before, result.key ?? "")}>
            {words.past.use}
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard */}
      <div tabIndex={0} className="-outline-offset-2 min-h-0 flex-1 overflow-y-auto p-5">
        {text !== undefined && after !== undefined && (
          <>
            {text === after && <p className="mb-3 text-ink-3">{words.past.same}</p>}
            <WordDiff before={text} after={after} />
          </>
        )}
      </div>
    </section>
  );
}

function usePast(nodeId: string, run: string | undefined, item: number | undefined): PortValues | undefined {
  const workflowId = workflowStore.getState().workflow?.id ?? "";
  const { data } = useSWR(
    run === undefined ? null : ["past", workflowId, nodeId, run, item],
    () => readNodeResult(workflowId, nodeId, run ?? "", item),
    { revalidateOnFocus: false, onError: (error) => toast.error(toShownError(error).message) },
  );
  return data?.output;
}

function readingOf({ text, json, assets }: Pick<Readable, "text" | "json" | "assets">): string {
  const value = json ?? assets;
  return value === undefined ? text : prettyJson(value);
}

/** Puts an older result in the place of the present one and holds it fast; undo takes it back. */
async function goBackTo(older: PortValues, key: string): Promise<void> {
  try {
    const entry = await readCacheEntry(key);
    const output = Object.fromEntries(Object.entries(older).filter(([port]) => Object.hasOwn(entry.output, port)));
    if (Object.keys(output).length === 0) return void toast.error(words.past.otherOutputs);
    await changeResult(entry, { output, pinned: true });
    toast.success(words.past.used);
  } catch (error) {
    toast.error(toShownError(error).message);
  }
}
