import { nodes as words } from "@/components/messages/nodes";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import type { WorkflowNode } from "@/types/workflow";

type Test = ReturnType<typeof nodeKinds.condition.schema.parse>["test"];

const tests: readonly Test[] = ["contains", "equals", "matches", "empty", "truthy"];

export const conditionTests = tests.map((value) => ({ value, label: words.condition.tests[value] }));

export function needsValue(test: Test): boolean {
  return test !== "empty" && test !== "truthy";
}

/** The settings of a condition; the defaults for a file from elsewhere that holds something else. */
export function conditionOf(node: WorkflowNode): { test: Test; value: string } {
  const { test = "contains", value = "" } = nodeKinds.condition.schema.safeParse(node.data).data ?? {};
  return { test, value };
}
