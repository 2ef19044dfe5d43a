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
import { own } from "@/types/own";
import { type TriedTransform, triedTransformSchema } from "@/types/transform";
import type { WorkflowNode } from "@/types/workflow";
import { lastArrived } from "./lastArrived";
import { TriedText } from "./TriedText";
import { transformInputsOf } from "./transformInputsOf";

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
    setWritten(Object.fromEntries(names.map((name) => [name, lastArrived(node, name) ?? textFor(name)])));
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
        {names.some((name) => lastArrived(node, name) !== undefined) && (
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
      <TriedText title={words.try.result} text={toText(value)} />
      {told.length > 0 && <TriedText title={words.try.told} text={told.join("\n")} />}
    </>
  );
}

/** Of an example, what it was made for; else what arrived last. */
function sampleOf(node: WorkflowNode, name: string): string {
  const example: TransformExample | undefined = Object.values(transformExamples).find(
    ({ code }) => code === node.data.code,
  );
  const sample = example && own(example.sample, name);
  return sample === undefined ? (lastArrived(node, name) ?? "") : toText(sample);
}
