import { transform as words } from "@/components/messages/transform";
import { textOf } from "@/components/nodes/nodeData";
import { type TransformExample, transformExamples } from "@/lib/nodes/transformExamples";
import { toText } from "@/lib/nodes/values";
import { requestJson } from "@/store/apiClient";
import { own } from "@/types/own";
import { triedTransformSchema } from "@/types/transform";
import type { WorkflowNode } from "@/types/workflow";
import { lastArrived } from "./lastArrived";
import { TriedText } from "./TriedText";
import { TryForm } from "./TryForm";
import { transformInputsOf } from "./transformInputsOf";

/** Runs the code once, with values that a person writes or takes over from the last run. */
export function TransformTry({ node }: { node: WorkflowNode }) {
  const names = transformInputsOf(node);
  return (
    <TryForm
      node={node}
      names={names}
      words={words.try}
      rows={4}
      sampleOf={(name) => sampleOf(node, name)}
      run={(inputs) => {
        const body = { code: textOf(node, "code"), given: [inputs[names[0] ?? ""] ?? null, inputs] };
        return requestJson(triedTransformSchema, "/api/transform", { method: "POST", body });
      }}
    >
      {({ value = null, told }) => (
        <>
          <TriedText title={words.try.result} text={toText(value)} />
          {told.length > 0 && <TriedText title={words.try.told} text={told.join("\n")} />}
        </>
      )}
    </TryForm>
  );
}

/** Of an example, what it was made for; else what arrived last. */
function sampleOf(node: WorkflowNode, name: string): string | undefined {
  const example: TransformExample | undefined = Object.values(transformExamples).find(
    ({ code }) => code === node.data.code,
  );
  const sample = example && own(example.sample, name);
  return sample === undefined ? lastArrived(node, name) : toText(sample);
}
