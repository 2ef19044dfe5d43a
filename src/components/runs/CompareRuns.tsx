"use client";
import { useMemo, useState } from "react";
import useSWR from "swr";
import { exactWhenText } from "@/components/accounts";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { titleOf } from "@/components/kinds/nodeViews";
import { drawer } from "@/components/messages/drawer";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { formatCount } from "@/components/nodes/format";
import { Badge } from "@/components/ui/Badge";
import { Dialog } from "@/components/ui/Dialog";
import { Spinner } from "@/components/ui/Spinner";
import { WordDiff } from "@/components/versions/WordDiff";
import { compareRuns, type NodeChange, type RunComparison } from "@/store/compareRuns";
import { readRun } from "@/store/endpoints";
import { nodeById } from "@/store/graphIndex";
import type { RunSummary } from "@/types/run";
import { CompareScores } from "./CompareScores";

const words = drawer.compare;

/** Items of one node that are compared in full; of more the number is told. */
const MAX_ITEMS = 30;
/** Nodes that differ and are shown in full at once. */
const OPEN_AT_FIRST = 3;

/** What two runs gave, node by node: what differs first and open, what is the same folded. */
export function CompareRuns({ newer, older, onClose }: { newer: RunSummary; older: RunSummary; onClose: () => void }) {
  const { data, error } = useSWR(
    `compare ${newer.id} ${older.id}`,
    () => Promise.all([readRun(older.id), readRun(newer.id)]),
    { revalidateOnFocus: false },
  );
  const comparison = useMemo(() => data && compareRuns(data[0], data[1]), [data]);
  const nameOf = (id: string) => {
    const node = data?.toReversed().flatMap(({ workflow }) => nodeById(workflow.nodes, id) ?? [])[0];
    return node === undefined ? nodeWords.unknownKind : titleOf(node);
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={words.title}
      description={words.description(exactWhenText(older.createdAt), exactWhenText(newer.createdAt))}
      width="lg"
    >
      {error !== undefined && <ErrorNote error={toShownError(error)} />}
      {comparison === undefined && error === undefined && <Spinner className="text-ink-3" />}
      {comparison !== undefined && <Comparison comparison={comparison} nameOf={nameOf} />}
    </Dialog>
  );
}

function Comparison({ comparison, nameOf }: { comparison: RunComparison; nameOf: (id: string) => string }) {
  const { changed, same, alone, scores } = comparison;
  return (
    <div className="flex flex-col gap-3">
      {scores.length > 0 && <CompareScores scores={scores} nameOf={nameOf} />}
      {changed.length === 0 && <p className="text-ink-2">{words.allSame}</p>}
      {changed.map((change, index) => (
        <Change key={change.node} change={change} name={nameOf(change.node)} isOpenAtFirst={index < OPEN_AT_FIRST} />
      ))}
      {same.length > 0 && <Names title={words.same(same.length, formatCount(same.length))} names={same.map(nameOf)} />}
      {alone.length > 0 && (
        <Names title={words.alone(alone.length, formatCount(alone.length))} names={alone.map(nameOf)} />
      )}
    </div>
  );
}

const summaryClass = "flex cursor-pointer flex-wrap items-center gap-2 rounded-control px-3 py-2 hover:bg-hover";

function Change(props: { change: NodeChange; name: string; isOpenAtFirst: boolean }) {
  const { change, name, isOpenAtFirst } = props;
  const { before, after, isEdited, parts } = change;
  // What is folded is not compared word by word: that is what takes time.
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const isList = parts.some((part) => itemTitle(part) !== undefined);
  const { statuses } = nodeWords;
  return (
    <details
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className="rounded-card border border-line"
    >
      <summary className={summaryClass}>
        <h3 className="font-medium">{name}</h3>
        {before !== after && <Badge>{words.statusChange(statuses[before], statuses[after])}</Badge>}
        {isEdited && <Badge tone="accent">{words.edited}</Badge>}
        {isList && <span className="text-ink-3 text-xs">{words.items(parts.length, formatCount(parts.length))}</span>}
      </summary>
      {isOpen && <Parts parts={parts} />}
    </details>
  );
}

/** Undefined where the node ran for no list. */
function itemTitle({ item, olderItem }: NodeChange["parts"][number]): string | undefined {
  if (item !== undefined) return words.item(formatCount(item + 1));
  return olderItem === undefined ? undefined : words.goneItem(formatCount(olderItem + 1));
}

function Parts({ parts }: Pick<NodeChange, "parts">) {
  return (
    <div className="flex flex-col gap-3 px-3 pb-3">
      {parts.length === 0 && <p className="text-ink-2">{words.sameResult}</p>}
      {parts.slice(0, MAX_ITEMS).map((part) => {
        const title = itemTitle(part);
        return (
          <div key={title ?? ""}>
            {title !== undefined && <h4 className="mb-1 text-ink-3 text-xs">{title}</h4>}
            <WordDiff before={part.before.text} after={part.after.text} />
          </div>
        );
      })}
      {parts.length > MAX_ITEMS && (
        <p className="text-ink-2">{words.moreItems(parts.length - MAX_ITEMS, formatCount(parts.length - MAX_ITEMS))}</p>
      )}
    </div>
  );
}

function Names({ title, names }: { title: string; names: readonly string[] }) {
  return (
    <details className="rounded-card border border-line">
      <summary className={`${summaryClass} text-ink-2`}>{title}</summary>
      <ul className="flex flex-col gap-1 px-3 pb-3 text-ink-2">
        {names.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two nodes may have one name, and the list never changes
          <li key={index}>{name}</li>
        ))}
      </ul>
    </details>
  );
}
