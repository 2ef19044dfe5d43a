import { ArrowLeft, ChevronLeft, ChevronRight, Crosshair } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { closeTable } from "@/components/board/tableUi";
import { useGoToNode } from "@/components/board/useGoToNode";
import { messageOf } from "@/components/ErrorNote";
import { nodes } from "@/components/messages/nodes";
import { table as words } from "@/components/messages/table";
import { Answer } from "@/components/nodes/Answer";
import { formatDuration } from "@/components/nodes/duration";
import { formatCount } from "@/components/nodes/format";
import { OutputValue } from "@/components/nodes/OutputValue";
import { RichTexts } from "@/components/nodes/rich/richTexts";
import { verdictOf } from "@/components/nodes/verdict";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { pageStep } from "@/components/ui/pageStep";
import type { Verdict } from "@/lib/nodes/scores/scoreSettings";
import type { ItemRun } from "@/store/runItems";
import { type Cell, type ListTable, mainValue, type TableColumn } from "@/store/table/tableModel";
import { RowLabel } from "./RowLabel";
import { ScoreCell } from "./ScoreCell";
import { StatusMark } from "./StatusMark";
import type { NamedTable } from "./useListTable";

interface RowPageProps {
  named: NamedTable;
  list: ListTable;
  row: number;
  /** The rows as the table has them. */
  order: readonly number[];
  onRow: (row: number) => void;
  onBack: () => void;
}

/** One row in full: what came in at the left, what each node made of it at the right. */
export function RowPage({ named, list, row, order, onRow, onBack }: RowPageProps) {
  const page = useRef<HTMLDivElement>(null);
  const place = order.indexOf(row);
  const turn = (by: -1 | 1) => {
    const next = order[place + by];
    if (next !== undefined) onRow(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each row is read from its beginning
  useEffect(() => {
    page.current?.focus({ preventScroll: true });
    page.current?.scrollTo(0, 0);
  }, [row]);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = pageStep(event);
    if (by === undefined) return;
    event.preventDefault();
    turn(by);
  };
  const inputs = list.columns.filter(({ kind }) => kind === "input");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys turn the page, wherever in it the focus is
    <div onKeyDown={onKeyDown} className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 items-center gap-2 border-line border-b px-4 py-2">
        <Button icon={ArrowLeft} onClick={onBack}>
          {words.row.back}
        </Button>
        <p role="status" className="ml-auto text-ink-2 tabular-nums">
          {place === row && order.length === list.count
            ? words.row.title(formatCount(row + 1), formatCount(list.count))
            : words.row.titleShown(formatCount(row + 1), formatCount(place + 1), formatCount(order.length))}
        </p>
        <IconButton
          icon={ChevronLeft}
          label={words.row.previous}
          shortcut="←"
          disabled={place <= 0}
          onClick={() => turn(-1)}
        />
        <IconButton
          icon={ChevronRight}
          label={words.row.next}
          shortcut="→"
          disabled={place === order.length - 1}
          onClick={() => turn(1)}
        />
      </div>
      <div ref={page} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto p-4 outline-none">
        <div className="mx-auto grid grid-cols-1 max-w-[1180px] gap-6 lg:grid-cols-[320px_1fr]">
          {inputs.length > 0 && <Inputs columns={inputs} named={named} row={row} />}
          <div className="flex min-w-0 flex-col gap-6">
            {named.labels !== undefined && <RowLabel key={row} row={row} labels={named.labels} />}
            {list.nodes.map((node) => (
              <NodePart key={node} node={node} named={named} list={list} row={row} />
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}

function Inputs({ columns, named, row }: { columns: readonly TableColumn[]; named: NamedTable; row: number }) {
  return (
    <section aria-label={words.row.input} className="min-w-0">
      <h3 className="mb-2 font-medium text-ink-2">{words.row.input}</h3>
      <dl className="flex flex-col gap-3">
        {columns.map((column) => (
          <div key={column.id}>
            <dt className="text-ink-3 text-xs">{named.nameOf(column)}</dt>
            <dd className="wrap-anywhere">
              <InputValue cell={column.cellOf(row)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function InputValue({ cell }: { cell: Cell }) {
  if (cell.kind === "error") return <span className="text-error">{messageOf(cell.error)}</span>;
  if (cell.kind !== "value" || cell.value === null) return null;
  if (typeof cell.value !== "object") return <p className="whitespace-pre-wrap">{String(cell.value)}</p>;
  return <OutputValue value={cell.value} format="auto" />;
}

interface NodePartProps {
  node: string;
  named: NamedTable;
  list: ListTable;
  row: number;
}

function NodePart({ node, named, list, row }: NodePartProps) {
  const goTo = useGoToNode();
  const item = list.itemOf(node, row);
  const name = named.titleOf(node);
  return (
    <section aria-label={name} className="min-w-0 rounded-card border border-line bg-card p-4">
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold text-base">{name}</h3>
        <StatusMark status={list.statusAt(node, row)} />
        <span className="text-ink-3 text-xs tabular-nums">{figures(item)}</span>
        <IconButton
          size="sm"
          icon={Crosshair}
          label={words.row.show}
          className="ml-auto"
          onClick={() => {
            closeTable();
            goTo([node]);
          }}
        />
      </div>
      {item !== undefined && <ItemPart item={item} />}
    </section>
  );
}

function figures(item: ItemRun | undefined): string {
  if (item === undefined) return "";
  const { usage, durationMs, waitedMs = 0, attempt, status } = item;
  return [
    durationMs !== undefined && formatDuration(durationMs - waitedMs),
    status === "cached" ? nodes.noCalls : usage && words.row.tokens(formatCount(usage.totalTokens)),
    attempt > 1 && words.row.attempt(formatCount(attempt)),
  ]
    .filter(Boolean)
    .join(" · ");
}

function ScoreLine({ score, pass }: Verdict) {
  return (
    <div className="flex max-w-80 items-center gap-6">
      <ScoreCell value={pass} />
      <div className="flex-1">
        <ScoreCell value={score} />
      </div>
    </div>
  );
}

function ItemPart({ item }: { item: ItemRun }) {
  const { error, output, text, reasoning, tools, status } = item;
  const value = mainValue(output);
  const verdict = verdictOf(output);
  const isWords =
    typeof output?.text === "string" ||
    (output === undefined && (text !== "" || Boolean(reasoning) || tools !== undefined));
  const told = typeof output?.reasoning === "string" ? output.reasoning : reasoning;
  const given = typeof output?.text === "string" ? output.text : text;
  return (
    <div className="flex flex-col gap-2">
      {error !== undefined && <p className="text-error">{messageOf(error)}</p>}
      {verdict !== undefined && verdict.reason !== "" && (
        <p className="whitespace-pre-wrap text-ink-2">{verdict.reason}</p>
      )}
      <RichTexts value>
        {isWords ? (
          <Answer
            {...{ text: given, reasoning: told, tools, output }}
            isStreaming={status === "streaming"}
            room="page"
          />
        ) : verdict !== undefined ? (
          <ScoreLine {...verdict} />
        ) : (
          value !== undefined && <OutputValue value={value} format="auto" />
        )}
      </RichTexts>
    </div>
  );
}
