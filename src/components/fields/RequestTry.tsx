import { useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { useSubmit } from "@/components/hooks/useSubmit";
import { request as words } from "@/components/messages/request";
import { Button } from "@/components/ui/Button";
import { Field, TextArea } from "@/components/ui/Field";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { ROW_PORT } from "@/lib/nodes/placeholders";
import { parseIfJson, toText } from "@/lib/nodes/values";
import { requestJson } from "@/store/apiClient";
import { type TriedRequest, triedRequestSchema } from "@/types/request";
import type { WorkflowNode } from "@/types/workflow";
import { lastArrived } from "./lastArrived";
import { TriedText } from "./TriedText";

/** Sends the request once, with values that a person writes or that arrived last. */
export function RequestTry({ node }: { node: WorkflowNode }) {
  const inputs = portsOf(node).inputs.map(({ name }) => name);
  const names = inputs.filter((name) => name !== ROW_PORT || lastArrived(node, name) !== undefined);
  const [written, setWritten] = useState<Record<string, string>>({});
  const [tried, setTried] = useState<TriedRequest>();
  const textFor = (name: string) => written[name] ?? lastArrived(node, name) ?? "";
  const { submit, isBusy, error } = useSubmit(async () => {
    setTried(undefined);
    const given = Object.fromEntries(names.map((name) => [name, parseIfJson(textFor(name))]));
    const body = { data: node.data, inputs: given };
    setTried(await requestJson(triedRequestSchema, "/api/request", { method: "POST", body }));
  });
  return (
    <form onSubmit={submit} aria-label={words.try.title} className="flex flex-col gap-3">
      {names.map((name) => (
        <Field key={name} label={words.try.valueOf(name)}>
          <TextArea
            mono
            rows={2}
            spellCheck={false}
            className="text-xs"
            value={textFor(name)}
            onChange={(event) => setWritten({ ...written, [name]: event.target.value })}
          />
        </Field>
      ))}
      <Button type="submit" className="self-start" busy={isBusy}>
        {words.try.button}
      </Button>
      <p className="text-ink-3 text-xs">{words.try.hint}</p>
      {error !== undefined && <ErrorNote error={error} />}
      {tried !== undefined && <TriedText title={words.try.result(tried.status)} text={toText(tried.body)} />}
    </form>
  );
}
