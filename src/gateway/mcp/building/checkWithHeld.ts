import { planGraph } from "@/lib/graph/plan";
import { type Children, withChildPorts } from "@/lib/nodes/heldChildren";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { toRunnablePart } from "@/lib/nodes/runnablePart";
import { checkChildren } from "@/lib/runs/checkChildren";
import type { Services } from "@/lib/services";
import { isAppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";
import { checkWorkflow, type WorkflowCheck, type WorkflowFault } from "./workflowFaults";

/**
 * Everything that is wrong with a workflow and with those that its nodes hold, told on its own nodes; their ports are
 * those of the held ones as they stand, which are `children`. @throws AppError `storage_failed`
 */
export async function checkWithHeld(
  workflow: Workflow,
  { runs }: Pick<Services, "runs">,
): Promise<WorkflowCheck & { children: Children }> {
  const { children, faults: held } = await runs.findChildren(workflow);
  const filled = withChildPorts(workflow, children);
  const { faults, notes } = await checkWorkflow(filled);
  const titles = new Map(workflow.nodes.map(({ id, title }) => [id, title ?? id]));
  const missing = held.map(({ node, fault }) => ({ node, message: `${titles.get(node)} ${fault}.`, fix }));
  const all = [...faults, ...missing];
  return { faults: all.length > 0 ? all : await faultsInside(filled, children), notes, children };
}

const fix = "list_workflows has the ids of those that are saved; data.workflow names one.";

/** Of a workflow that has no faults of its own. */
async function faultsInside(workflow: Workflow, children: Children): Promise<WorkflowFault[]> {
  try {
    await checkChildren(planGraph(toRunnablePart(workflow).graph, portsOf), children);
    return [];
  } catch (error) {
    if (!isAppError(error) || error.code !== "invalid_workflow") throw error;
    // As checkChildren writes them.
    const faults = error.facts.faults as { node: string; message: string }[] | undefined;
    return faults ?? [{ message: error.message }];
  }
}
