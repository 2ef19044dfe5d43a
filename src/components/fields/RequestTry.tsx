import { request as words } from "@/components/messages/request";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { ROW_PORT } from "@/lib/nodes/placeholders";
import { toText } from "@/lib/nodes/values";
import { requestJson } from "@/store/apiClient";
import { triedRequestSchema } from "@/types/request";
import type { WorkflowNode } from "@/types/workflow";
import { lastArrived } from "./lastArrived";
import { TriedText } from "./TriedText";
import { TryForm } from "./TryForm";

/** Sends the request once, with values that a person writes or that arrived last. */
export function RequestTry({ node }: { node: WorkflowNode }) {
  const sampleOf = (name: string) => lastArrived(node, name);
  const inputs = portsOf(node).inputs.map(({ name }) => name);
  return (
    <TryForm
      node={node}
      names={inputs.filter((name) => name !== ROW_PORT || sampleOf(name) !== undefined)}
      words={words.try}
      rows={2}
      sampleOf={sampleOf}
      run={(given) => {
        const body = { data: node.data, inputs: given };
        return requestJson(triedRequestSchema, "/api/request", { method: "POST", body });
      }}
    >
      {({ status, body }) => <TriedText title={words.try.result(status)} text={toText(body)} />}
    </TryForm>
  );
}
