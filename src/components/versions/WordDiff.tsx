import { diffWordsWithSpace } from "diff";
import { useMemo } from "react";
import { joinChanges, type DiffPart as Part } from "./joinChanges";

/** Long texts that have little in common would take minutes; then the one stands after the other. */
const LONGEST_MS = 300;
/** Of what did not change, so much stands at each end; of what did, so much in all. In characters. */
const CONTEXT = 120;
const LONGEST_CHANGE = 4_000;

/** A text with what came and what went. Long stretches that are the same are left out. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  const parts = useMemo(() => partsOf(before, after), [before, after]);
  return (
    <p className="wrap-anywhere whitespace-pre-wrap rounded-control border border-line bg-field px-2.5 py-2 text-sm">
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
        <DiffPart key={index} {...part} />
      ))}
    </p>
  );
}

function DiffPart({ value, added, removed }: Part) {
  if (added) return <ins className="rounded-[4px] bg-ok-soft text-ok no-underline [del+&]:ms-1">{value}</ins>;
  if (removed) return <del className="rounded-[4px] bg-error-soft text-error">{value}</del>;
  return <span>{value}</span>;
}

function partsOf(before: string, after: string): Part[] {
  const whole = [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  const parts = diffWordsWithSpace(before, after, { timeout: LONGEST_MS }) ?? whole;
  return joinChanges(parts).map((part, index, { length }) => ({
    ...part,
    value: shorten(part, index === 0, index === length - 1),
  }));
}

function shorten({ value, added, removed }: Part, isFirst: boolean, isLast: boolean): string {
  if (added || removed) return value.length > LONGEST_CHANGE ? `${value.slice(0, LONGEST_CHANGE)} …` : value;
  if (value.length <= 3 * CONTEXT) return value;
  const start = isFirst ? "" : value.slice(0, CONTEXT);
  const end = isLast ? "" : value.slice(-CONTEXT);
  return `${start} … ${end}`;
}
