import { messageOf } from "@/components/ErrorNote";
import { nodes as words } from "@/components/messages/nodes";
import { isRecord, readItemError } from "@/lib/nodes/values";
import type { ItemRun, ItemRuns } from "@/store/runItems";
import { own } from "@/types/own";
import type { PortValues, Value } from "@/types/run";
import { Answer } from "./Answer";
import { prettyJson } from "./prettyJson";

/** What a compare node gives: answers of several models to the same question. Those that failed are among them. */
export function isComparison(value: Value | undefined): value is Value[] {
  if (!Array.isArray(value)) return false;
  const answers = value.filter((item) => readItemError(item) === undefined);
  return answers.length > 0 && answers.every((answer) => modelOf(answer) !== undefined);
}

/** Answers to the same question, side by side. Of those that failed a list keeps little, and `items` of the run all. */
export function VariantColumns({ list, items }: { list: readonly Value[]; items?: ItemRuns }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: columns that scroll must be reachable by keyboard
    <div className="nodrag nowheel flex max-h-[420px] cursor-text select-text gap-3 overflow-auto" tabIndex={0}>
      {list.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a variant has no name, its place is who it is
        <Variant key={index} place={index + 1} value={value} item={items?.[index]} />
      ))}
    </div>
  );
}

function Variant({ place, value, item }: { place: number; value: Value; item: ItemRun | undefined }) {
  const error = readItemError(value);
  const head = modelOf(value) ?? words.compare.failed;
  return (
    <section aria-label={words.compare.variant(place, head)} className="min-w-32 flex-1 basis-0">
      <p className="wrap-anywhere mb-1.5 border-line border-b pb-1 font-medium text-ink-3 text-xs">
        {place} · {head}
      </p>
      {error === undefined ? (
        <AnswerOf value={value} />
      ) : (
        <p className="wrap-anywhere text-error">{messageOf(item?.error ?? error)}</p>
      )}
    </section>
  );
}

function AnswerOf({ value }: { value: Value }) {
  const json = isRecord(value) ? own(value, "json") : undefined;
  if (json !== undefined) {
    return <pre className="wrap-anywhere whitespace-pre-wrap font-mono text-xs">{prettyJson(json)}</pre>;
  }
  return <TextAnswer answer={isRecord(value) ? value : {}} />;
}

function TextAnswer({ answer }: { answer: PortValues }) {
  const [text, reasoning] = [own(answer, "text"), own(answer, "reasoning")].map((part) =>
    typeof part === "string" ? part : "",
  );
  return (
    <div className="flex flex-col gap-2">
      <Answer text={text ?? ""} reasoning={reasoning} output={answer} isStreaming={false} room="page" />
    </div>
  );
}

function modelOf(value: Value): string | undefined {
  if (!isRecord(value) || typeof own(value, "provider") !== "string") return undefined;
  if (typeof own(value, "text") !== "string") return undefined;
  const model = own(value, "model");
  return typeof model === "string" ? model : undefined;
}
