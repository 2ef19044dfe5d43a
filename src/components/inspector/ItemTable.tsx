import { BookOpen } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/components/ErrorNote";
import { nodes } from "@/components/messages/nodes";
import { reader } from "@/components/messages/reader";
import { AnswerBeside } from "@/components/nodes/Answer";
import { formatDuration } from "@/components/nodes/duration";
import { formatCount } from "@/components/nodes/format";
import { readPictures } from "@/components/nodes/picture";
import { openReader } from "@/components/nodes/readerUi";
import { verdictLine, verdictOf } from "@/components/nodes/verdict";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { Pager } from "@/components/ui/Pager";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { isRecord } from "@/lib/nodes/values";
import { countItems, type ItemRun, type ItemRuns } from "@/store/runItems";
import { own } from "@/types/own";
import type { PortValues } from "@/types/run";
import { KeptResult } from "./KeptResult";
import { PicturesResult } from "./PicturesResult";

const words = nodes.items;
const PAGE_SIZE = 50;
/** More than two lines hold, in characters. */
const SHOWN_CLOSED = 400;

/**
 * Every item of a node with its state, result, tokens, time and try, page by page. `keptFor` is the node whose single
 * results may be pinned and edited.
 */
export function ItemTable({ items, keptFor }: { items: ItemRuns; keptFor?: string }) {
  const [wished, setPage] = useState(0);
  const [only, setOnly] = useState<"all" | "failed">("all");
  const { failed } = countItems(items);
  // Only one page of ten thousand items is ever looked at.
  const picked = only === "failed" && failed > 0 ? failedNumbers(items) : undefined;
  const total = picked?.length ?? items.length;
  const page = Math.min(wished, Math.max(0, Math.ceil(total / PAGE_SIZE) - 1));
  const from = page * PAGE_SIZE;
  const places = Array.from({ length: Math.min(PAGE_SIZE, total - from) }, (_, index) => from + index);
  return (
    <div className="flex flex-col gap-2">
      {failed > 0 && (
        <SegmentedControl
          aria-label={words.table}
          value={only}
          segments={[
            { value: "all", label: `${words.allItems} ${formatCount(items.length)}` },
            { value: "failed", label: words.failed(formatCount(failed)) },
          ]}
          onChange={setOnly}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard */}
      <div className="max-h-[480px] overflow-auto" tabIndex={0}>
        <table className="w-full border-collapse text-left text-xs tabular-nums">
          <caption className="sr-only">{words.table}</caption>
          <thead className="sticky top-0 bg-panel text-ink-3">
            <tr>
              {["number", "result", "tokens", "time"].map((column) => (
                <th key={column} className="py-1 pr-2 font-medium">
                  {words.columns[column as keyof typeof words.columns]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map((place) => {
              const number = picked?.[place] ?? place;
              return <ItemRow key={number} keptFor={keptFor} number={number} item={items[number]} />;
            })}
          </tbody>
        </table>
      </div>
      <Pager page={page} pageSize={PAGE_SIZE} total={total} onPage={setPage} />
    </div>
  );
}

function failedNumbers(items: ItemRuns): number[] {
  const numbers: number[] = [];
  for (const [number, item] of items.entries()) if (item?.status === "failed") numbers.push(number);
  return numbers;
}

interface ItemProps {
  keptFor: string | undefined;
  number: number;
  item: ItemRun | undefined;
}

function ItemRow({ keptFor, number, item }: ItemProps) {
  const status = item?.status ?? "waiting";
  return (
    <tr className="border-line border-t align-top">
      <td className="py-1.5 pr-2 text-ink-3">{formatCount(number + 1)}</td>
      <td className="wrap-anywhere w-full py-1.5 pr-2">
        <ItemResult keptFor={keptFor} number={number} item={item} />
        {status !== "done" && status !== "failed" && (
          <span className={cx("block", status === "cached" ? "text-ok" : "text-ink-3")}>{words.statuses[status]}</span>
        )}
      </td>
      <td className="whitespace-nowrap py-1.5 pr-2 text-ink-3">
        {status === "cached" ? nodes.noCalls : item?.usage && formatCount(item.usage.totalTokens)}
      </td>
      <td className="whitespace-nowrap py-1.5 text-ink-3">
        {item?.durationMs !== undefined && formatDuration(item.durationMs - (item.waitedMs ?? 0))}
        {item !== undefined && item.attempt > 1 && (
          <span className="block">
            {words.columns.attempt} {item.attempt}
          </span>
        )}
        {item?.resent && <span className="block">{words.sentAgain}</span>}
      </td>
    </tr>
  );
}

function ItemResult({ keptFor, number, item }: ItemProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (item === undefined) return null;
  if (item.error !== undefined) return <span className="text-error">{messageOf(item.error)}</span>;
  const pictures = readPictures(item.output?.image, nodes.pictures.numbered(number + 1));
  if (pictures !== undefined) return <PicturesResult pictures={pictures} nodeId={keptFor} item={number} />;
  const text = item.output === undefined ? item.text : outputText(item.output);
  return (
    <details className="group/item" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="line-clamp-2 cursor-pointer whitespace-pre-wrap group-open/item:line-clamp-none">
        {(isOpen ? text : firstLines(text)) || (item.reasoning && nodes.reasoning.thinking)}
      </summary>
      {isOpen && <ItemAnswer item={item} />}
      {isOpen && keptFor !== undefined && (
        <Button size="sm" icon={BookOpen} className="mt-2" onClick={() => openReader(keptFor, number)}>
          {reader.openLong}
        </Button>
      )}
      {isOpen && keptFor !== undefined && item.key !== undefined && <KeptResult key={item.key} cacheKey={item.key} />}
    </details>
  );
}

/** For two lines: without the marks of headings, and without empty lines, which would take their room. */
function firstLines(text: string): string {
  return text
    .slice(0, SHOWN_CLOSED)
    .replace(/^#{1,6} +/gm, "")
    .replace(/\n\s*/g, " · ")
    .trim();
}

/** What an answer of an item has beside its words, which stand above. */
function ItemAnswer({ item: { text, reasoning, tools, output, status } }: { item: ItemRun }) {
  const beside: PortValues | undefined = isRecord(output?.results) ? { ...output.results } : output;
  const told = beside?.reasoning ?? reasoning;
  return (
    <AnswerBeside
      text={typeof beside?.text === "string" ? beside.text : text}
      reasoning={typeof told === "string" ? told : undefined}
      tools={tools}
      sources={beside?.sources}
      isThinking={status === "streaming" && text === ""}
    />
  );
}

/** In few lines: JSON without indents, of a compared answer its model first. */
function outputText({ json, text, results, ...others }: PortValues): string {
  const verdict = verdictOf(others);
  if (verdict !== undefined) return `${verdictLine(verdict)}\n${verdict.reason}`;
  if (isRecord(results)) return `${own(results, "model")}: ${own(results, "text")}`;
  const value = json ?? text ?? Object.values(others)[0] ?? "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
