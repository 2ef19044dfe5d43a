import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { transformInputs } from "@/lib/nodes/transformNode";
import type { WorkflowNode } from "@/types/workflow";

const schema = nodeKinds.transform.schema.shape.inputs;

/** The names of its inputs; the standard ones where its data has none that can be. */
export function transformInputsOf({ data }: WorkflowNode): string[] {
  return transformInputs({ inputs: schema.safeParse(data.inputs).data });
}

/** Names with commas between them; undefined where they cannot be inputs. */
export function readInputNames(text: string): string[] | undefined {
  return schema.safeParse(splitNames(text)).data;
}

export function splitNames(text: string): string[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
