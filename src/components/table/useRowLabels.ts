import { useCallback, useMemo } from "react";
import useSWR from "swr";
import { toShownError } from "@/components/ErrorNote";
import { evaluation } from "@/components/messages/evaluation";
import { toast } from "@/components/ui/toast";
import { labelsPath, putLabel, readLabels } from "@/store/labels";
import { isTakenBack, type RunLabel, type Thumb } from "@/types/labels";

/** What people said of the rows of a node, and how one says it. */
export interface RowLabels {
  of: (row: number) => RunLabel | undefined;
  hasNotes: boolean;
  say: (row: number, change: { label?: Thumb | null; note?: string }) => void;
  /** A thumb that is there already is taken back. */
  toggle: (row: number, thumb: Thumb) => void;
}

/** Of the rows of a node in a run; undefined without a run. What is said stands at once. */
export function useRowLabels(run: string | null, node: string): RowLabels | undefined {
  const key = run === null ? null : labelsPath(run);
  const { data, mutate } = useSWR(key, () => readLabels(run ?? ""));
  const byRow = useMemo(
    () => new Map(data?.filter((label) => label.node === node).map((label) => [label.row, label])),
    [data, node],
  );
  const say = useCallback<RowLabels["say"]>(
    async (row, change) => {
      const { label = null, note } = byRow.get(row) ?? {};
      const request = { node, row, label, ...(note === undefined ? {} : { note }), ...change };
      const next = (labels: RunLabel[] = []) => replaced(labels, { ...request, at: new Date().toISOString() });
      const put = async (labels?: RunLabel[]) => replaced(labels ?? [], await putLabel(run ?? "", request));
      try {
        await mutate(put, { optimisticData: next, revalidate: false });
      } catch (error) {
        toast.error(evaluation.thumbs.failed, { description: toShownError(error).message });
      }
    },
    [byRow, node, run, mutate],
  );
  return useMemo(() => {
    if (key === null) return undefined;
    const of = (row: number) => byRow.get(row);
    return {
      of,
      hasNotes: [...byRow.values()].some(({ note = "" }) => note !== ""),
      say,
      toggle: (row, thumb) => say(row, { label: of(row)?.label === thumb ? null : thumb }),
    };
  }, [key, byRow, say]);
}

function replaced(labels: readonly RunLabel[], said: RunLabel): RunLabel[] {
  const others = labels.filter(({ node, row }) => node !== said.node || row !== said.row);
  return isTakenBack(said) ? others : [...others, said];
}
