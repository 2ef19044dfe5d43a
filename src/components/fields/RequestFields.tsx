import dynamic from "next/dynamic";
import { useState } from "react";
import { request as words } from "@/components/messages/request";
import { textOf } from "@/components/nodes/nodeData";
import { methodOf, methodOptions } from "@/components/nodes/requestMethod";
import { Field, TextArea, TextInput } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { Switch } from "@/components/ui/Switch";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { headerLines, readHeaderLines } from "./headerLines";
import { MapFields } from "./MapFields";

const RequestSecrets = dynamic(() => import("./RequestSecrets").then((module) => module.RequestSecrets));
const RequestTry = dynamic(() => import("./RequestTry").then((module) => module.RequestTry));

const results = (["json", "text", "file"] as const).map((value) => ({ value, label: words.results[value] }));

export function RequestFields({ node }: { node: WorkflowNode }) {
  const method = methodOf(node);
  const as = results.find(({ value }) => value === node.data.as)?.value ?? "text";
  const isRead = method === "GET" || method === "HEAD";
  const change = (next: Record<string, unknown>) => workflowActions().updateNodeData(node.id, next);
  return (
    <>
      <Field label={words.method} control="button">
        <Select value={method} options={methodOptions} onChange={(next) => change({ method: next })} />
      </Field>
      <Field label={words.address} hint={words.addressHint}>
        <TextInput
          mono
          spellCheck={false}
          value={textOf(node, "url")}
          placeholder={words.addressPlaceholder}
          onChange={(event) => change({ url: event.target.value })}
        />
      </Field>
      <HeadersField key={node.id} node={node} />
      {!isRead && (
        <Field label={words.body} hint={words.bodyHint}>
          <TextArea
            mono
            rows={6}
            spellCheck={false}
            className="text-xs"
            value={textOf(node, "body")}
            placeholder={words.bodyPlaceholder}
            onChange={(event) => change({ body: event.target.value || undefined })}
          />
        </Field>
      )}
      <Field label={words.as} control="button">
        <Select value={as} options={results} onChange={(next) => change({ as: next })} />
      </Field>
      {isRead && (
        <Field label={words.cache} hint={words.cacheHint} control="button">
          <Switch checked={node.data.cache === true} onChange={(next) => change({ cache: next || undefined })} />
        </Field>
      )}
      <MapFields node={node} fields={["cross", "maxParallel"]} />
      <RequestSecrets node={node} />
      <RequestTry key={`try ${node.id}`} node={node} />
    </>
  );
}

/** One header to a line. What is written stays as it is; the node has it once every line is a header. */
function HeadersField({ node }: { node: WorkflowNode }) {
  const [written, setWritten] = useState<string>();
  const isWrong = written !== undefined && readHeaderLines(written) === undefined;
  const write = (text: string) => {
    setWritten(text);
    const headers = readHeaderLines(text);
    if (headers === undefined) return;
    workflowActions().updateNodeData(node.id, { headers: Object.keys(headers).length === 0 ? undefined : headers });
  };
  return (
    <Field label={words.headers} hint={words.headersHint} error={isWrong ? words.headersWrong : undefined}>
      <TextArea
        mono
        rows={3}
        spellCheck={false}
        className="text-xs"
        value={written ?? headerLines(node.data.headers)}
        placeholder={words.headersPlaceholder}
        onChange={(event) => write(event.target.value)}
        onBlur={() => !isWrong && setWritten(undefined)}
      />
    </Field>
  );
}
