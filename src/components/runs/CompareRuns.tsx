"use client";
import { type ChangeObject, diffWordsWithSpace } from "diff";
import { useMemo, useState } from "react";
import useSWR from "swr";
import { exactWhenText } from "@/components/accounts";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { runs } from "@/components/messages/runs";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { Spinner } from "@/components/ui/Spinner";
import { toText } from "@/lib/nodes/values";
import { readRunSummary } from "@/store/endpoints";
import { own } from "@/types/own";
import type { RunSummary, Value } from "@/types/run";

const words = runs.compare;

/** One output of two runs as a text with what came and what went. */
export function CompareRuns({ newer, older, onClose }: { newer: RunSummary; older: RunSummary; onClose: () => void }) {
  const { data, error } = useSWR(`compare ${newer.id} ${older.id}`, () =>
    Promise.all([readRunSummary(older.id), readRunSummary(newer.id)]),
  );
  const [wished, setName] = useState<string>();
  const [before, after] = data?.map(({ outputs = {} }) => outputs) ?? [];
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const name = wished ?? names[0];
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={words.title}
      description={words.description(exactWhenText(older.createdAt), exactWhenText(newer.createdAt))}
      width="lg"
    >
      {error !== undefined && <ErrorNote error={toShownError(error)} />}
      {data === undefined && error === undefined && <Spinner className="text-ink-3" />}
      {data !== undefined && name === undefined && <p className="text-ink-2">{words.noOutputs}</p>}
      {name !== undefined && (
        <div className="flex flex-col gap-4">
          {names.length > 1 && (
            <Field label={words.output} control="button">
              <Select value={name} options={names.map((value) => ({ value, label: value }))} onChange={setName} />
            </Field>
          )}
          <TextDiff before={textOf(own(before ?? {}, name))} after={textOf(own(after ?? {}, name))} />
        </div>
      )}
    </Dialog>
  );
}

/** The items of a list stand one under the other, so that a changed one is seen alone. */
function textOf(value: Value | undefined): string {
  if (value === undefined) return "";
  return Array.isArray(value) ? value.map(toText).join("\n\n") : toText(value);
}

/** Long texts that have little in common would take minutes; then the one stands after the other. */
const LONGEST_MS = 500;

function allOf(before: string, after: string): Pick<ChangeObject<string>, "value" | "added" | "removed">[] {
  return [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
}

function TextDiff({ before, after }: { before: string; after: string }) {
  const changes = useMemo(
    () => diffWordsWithSpace(before, after, { timeout: LONGEST_MS }) ?? allOf(before, after),
    [before, after],
  );
  if (before === after) return <p className="text-ink-2">{words.same}</p>;
  return (
    <p className="wrap-anywhere whitespace-pre-wrap rounded-control border border-line bg-field p-3">
      {changes.map(({ value, added, removed }, index) => {
        if (added) {
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
            <ins key={index} className="rounded-[4px] bg-ok-soft text-ok no-underline">
              {value}
            </ins>
          );
        }
        if (removed) {
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
            <del key={index} className="rounded-[4px] bg-error-soft text-error">
              {value}
            </del>
          );
        }
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
        return <span key={index}>{value}</span>;
      })}
    </p>
  );
}
