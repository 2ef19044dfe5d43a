import { heldGraphOf, heldKey } from "@/lib/nodes/heldGraph";
import { createWorkflow } from "@/store/endpoints";
import { newId } from "@/store/ids";
import { readHeld } from "@/store/readHeld";
import { isAppError } from "@/types/errors";
import { MAX_GRAPH_DEPTH } from "@/types/run";
import type { Workflow, WorkflowNode } from "@/types/workflow";

/** A document that a node holds, by how it names it. */
export interface HeldPart {
  key: string;
  workflow: Workflow;
}

/** The documents that a workflow holds, at any depth, each once. Those that are gone are left out. @throws AppError */
export async function heldParts(workflow: Workflow): Promise<HeldPart[]> {
  const found = new Map<string, Workflow | undefined>();
  let level = [workflow];
  for (let depth = 0; depth < MAX_GRAPH_DEPTH && level.length > 0; depth++) {
    const next: Workflow[] = [];
    for (const held of level.flatMap(({ nodes }) => nodes.flatMap((node) => heldGraphOf(node) ?? []))) {
      const key = heldKey(held);
      if (found.has(key)) continue;
      const document = await readHeld(held.workflow, held.revision).catch(unlessGone);
      found.set(key, document);
      if (document !== undefined) next.push(document);
    }
    level = next;
  }
  return Array.from(found).flatMap(([key, document]) => (document === undefined ? [] : [{ key, workflow: document }]));
}

function unlessGone(error: unknown): undefined {
  if (!isAppError(error) || error.code !== "not_found") throw error;
}

/**
 * Saves held documents as new ones, and gives the document whose nodes hold these. A fixed revision is a document of
 * its own from then on. @throws AppError
 */
export async function takeHeldParts(workflow: Workflow, parts: readonly HeldPart[]): Promise<Workflow> {
  const ids = new Map(parts.map(({ key }) => [key, newId("wf")]));
  const renamed = (document: Workflow): Workflow => ({
    ...document,
    nodes: document.nodes.map((node) => holdingNew(node, ids)),
  });
  for (const { key, workflow: part } of parts) {
    await createWorkflow({ ...renamed(part), id: ids.get(key) ?? part.id, revision: 0 });
  }
  return renamed(workflow);
}

function holdingNew(node: WorkflowNode, ids: ReadonlyMap<string, string>): WorkflowNode {
  const held = heldGraphOf(node);
  const id = held && ids.get(heldKey(held));
  if (id === undefined) return node;
  const { revision: _, ...data } = node.data;
  return { ...node, data: { ...data, workflow: id } };
}
