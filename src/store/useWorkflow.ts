import { useStore } from "zustand";
import type { WorkflowNode } from "@/types/workflow";
import { nodeById } from "./graphIndex";
import { may } from "./person";
import { createWorkflowStore, type WorkflowActions, type WorkflowState } from "./workflowStore";

/** The one document of this page. */
export const workflowStore = createWorkflowStore({ mayEdit: () => may("editor") });

/** Part of the document's state; the component renders again only when that part changes. */
export function useWorkflow<T>(selector: (state: WorkflowState & WorkflowActions) => T): T {
  return useStore(workflowStore, selector);
}

/** The actions never change, so that they may be read anywhere without a subscription. */
export const workflowActions = (): WorkflowActions => workflowStore.getState();

export function useNode(id: string): WorkflowNode | undefined {
  return useWorkflow(({ workflow }) => (workflow === null ? undefined : nodeById(workflow.nodes, id)));
}
