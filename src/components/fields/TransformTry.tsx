import { useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { useSubmit } from "@/components/hooks/useSubmit";
import { transform as words } from "@/components/messages/transform";
import { textOf } from "@/components/nodes/nodeData";
import { Button } from "@/components/ui/Button";
import { Field, TextArea } from "@/components/ui/Field";
import { type TransformExample, transformExamples } from "@/lib/nodes/transformExamples";
import { parseIfJson, toText } from "@/lib/nodes/values";
import { requestJson } from "@/store/apiClient";
import { edgesInto } from "@/store/graphIndex";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import { own } from "@/types/own";
import type { Value } from "@/types/run";
import { type TriedTransform, triedTransformSchema } from "@/types/transform";
import type { WorkflowNode } from "@/types/workflow";
import { transformInputsOf } from "./transformInputsOf";

/** A value that is longer is no sample to be read, in characters. */
const MAX_SAMPLE = 20_000;

/** Runs the code once, with values that a person writes or takes over from the last run. */
export function TransformTry({ node }: { node: WorkflowNode }) {
  const names = transformInputsOf(node);
  const [written, setWritten] = useState<Record<string, string>>({});
  const [tried, setTried] = useState<TriedTransform>();
  const textFor = (name: string) => written[name] ?? sampleOf(node, name);
  const { submit, isBusy, error } = useSubmit(async () => {
    setTried(undefined);
    const inputs = Object.fromEntries(names.map((name) => [name, parseIfJson(textFor(name))]));
    const body = { code: textOf(node, "code"), given: [inputs[names[0] ?? ""] ?? null, inputs] };
    setTried(await requestJson(triedTransformSchema, "/api/transform", { method: "POST", body }));
  });
  const takeOver = () =>
    setWritten(Object.fromEntries(names.map((name) => [name, lastOf(node, name) ?? textFor(name)])));
  return (
    <form onSubmit={submit} aria-label={words.try.title} className="flex flex-col gap-3">
      {names.map((name) => (
        <Field key={name} label={words.try.valueOf(name)}>
          <TextArea
            mono
            rows={4}
            spellCheck={false}
            className="text-xs"
            value={textFor(name)}
            onChange={(event) => setWritten({ ...written, [name]: event.target.value })}
          />
        </Field>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={isBusy}>
          {words.try.button}
        </Button>
        {names.some((name) => lastOf(node, name) !== undefined) && (
          <Button onClick={takeOver}>{words.try.fromRun}</Button>
        )}
      </div>
      <p className="text-ink-3 text-xs">{words.try.hint}</p>
      {error !== undefined && <ErrorNote error={error} />}
      {tried !== undefined && <Tried tried={tried} />}
    </form>
  );
}

function Tried({ tried: { value = null, told } }: { tried: TriedTransform }) {
  return (
    <>
      <Words title={words.try.result} text={toText(value)} />
      {told.length > 0 && <Words title={words.try.told} text={told.join("\n")} />}
    </>
  );
}

function Words({ title, text }: { title: string; text: string }) {
  return (
    <section aria-label={title} className="flex flex-col gap-1.5">
      <p className="font-medium text-ink-2 text-sm">{title}</p>
      <pre className="max-h-60 overflow-auto whitespace-pre-wrap rounded-control border border-line bg-field px-2.5 py-2 font-mono text-xs [overflow-wrap:anywhere]">
        {text.slice(0, MAX_SAMPLE)}
      </pre>
    </section>
  );
}

/** Of an example, what it was made for; else what arrived last. */
function sampleOf(node: WorkflowNode, name: string): string {
  const example: TransformExample | undefined = Object.values(transformExamples).find(
    ({ code }) => code === node.data.code,
  );
  const sample = example && own(example.sample, name);
  return sample === undefined ? (lastOf(node, name) ?? "") : toText(sample);
}

/** What the last run brought to an input: of a list that is worked on item by item, its first item. */
function lastOf(node: WorkflowNode, name: string): string | undefined {
  const { workflow } = workflowStore.getState();
  const wire = workflow && edgesInto(workflow.edges, node.id).find(({ target }) => target.port === name);
  const output = wire && runStore.getState().run.nodes[wire.source.node]?.output;
  const value = wire && output && own(output, wire.source.port);
  if (value === undefined || value === null) return undefined;
  const isMapped = Array.isArray(value) && node.data.list !== "whole";
  const text = toText((isMapped ? (value[0] ?? null) : value) as Value);
  return text.length > MAX_SAMPLE ? undefined : text;
}
