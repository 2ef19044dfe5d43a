import { type ReactNode, useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { useSubmit } from "@/components/hooks/useSubmit";
import { Button } from "@/components/ui/Button";
import { Field, TextArea } from "@/components/ui/Field";
import { parseIfJson } from "@/lib/nodes/values";
import type { Value } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";
import { lastArrived } from "./lastArrived";

interface TryFormProps<T> {
  node: WorkflowNode;
  /** Of the inputs that take a value. */
  names: readonly string[];
  /** `fromRun` is absent where a field begins with what arrived anyway. */
  words: { title: string; button: string; hint: string; fromRun?: string; valueOf: (name: string) => string };
  /** Lines of each field. */
  rows: number;
  /** What a field begins with; nothing if undefined. */
  sampleOf: (name: string) => string | undefined;
  run: (inputs: Record<string, Value>) => Promise<T>;
  /** What came of it. */
  children: (tried: T) => ReactNode;
}

/** Runs a node once, by itself, with values that a person writes or takes over from the last run. */
export function TryForm<T>({ node, names, words, rows, sampleOf, run, children }: TryFormProps<T>) {
  const [written, setWritten] = useState<Record<string, string>>({});
  const [tried, setTried] = useState<T>();
  const textFor = (name: string) => written[name] ?? sampleOf(name) ?? "";
  const { submit, isBusy, error } = useSubmit(async () => {
    setTried(undefined);
    setTried(await run(Object.fromEntries(names.map((name) => [name, parseIfJson(textFor(name))]))));
  });
  const takeOver = () =>
    setWritten(Object.fromEntries(names.map((name) => [name, lastArrived(node, name) ?? textFor(name)])));
  return (
    <form onSubmit={submit} aria-label={words.title} className="flex flex-col gap-3">
      {names.map((name) => (
        <Field key={name} label={words.valueOf(name)}>
          <TextArea
            mono
            rows={rows}
            spellCheck={false}
            className="text-xs"
            value={textFor(name)}
            onChange={(event) => setWritten({ ...written, [name]: event.target.value })}
          />
        </Field>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={isBusy}>
          {words.button}
        </Button>
        {words.fromRun !== undefined && names.some((name) => lastArrived(node, name) !== undefined) && (
          <Button onClick={takeOver}>{words.fromRun}</Button>
        )}
      </div>
      <p className="text-ink-3 text-xs">{words.hint}</p>
      {error !== undefined && <ErrorNote error={error} />}
      {tried !== undefined && children(tried)}
    </form>
  );
}
