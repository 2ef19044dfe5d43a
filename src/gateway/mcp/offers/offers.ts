import { runViewSchema } from "@/gateway/mcp/runs/runResult";
import { inputsJsonSchema, type ObjectSchema, outputsJsonSchema } from "@/lib/nodes/inputSchemas";
import { namedInputsOf, namedOutputsOf } from "@/lib/nodes/namedInputs";
import type { WorkflowStore } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import type { Workflow, WorkflowSummary } from "@/types/workflow";
import { toToolNames } from "./toolNames";

/** A workflow that is a tool. */
export interface Offer {
  /** Of the tool. */
  name: string;
  workflowId: string;
  title: string;
  description: string;
  inputSchema: ObjectSchema;
  outputSchema: Record<string, unknown>;
}

type Facts = Omit<Offer, "name">;

export interface Offers {
  /** In the order of their names. @throws AppError `storage_failed` */
  list(workflows: Pick<WorkflowStore, "list" | "read">): Promise<Offer[]>;
}

/** Documents that are read at once. */
const AT_ONCE = 8;

/**
 * Finds the workflows that are offered. What a document says is remembered until it is saved again, so that a list
 * reads only what changed. `taken` are names that tools have already.
 */
export function createOffers(taken: ReadonlySet<string>): Offers {
  /** By document and save; null for one that is not offered. */
  let known = new Map<string, Facts | null>();
  return {
    list: async (workflows) => {
      const summaries = await workflows.list();
      const next = new Map<string, Facts | null>();
      const open = [...summaries];
      const readOn = async () => {
        for (let summary = open.pop(); summary !== undefined; summary = open.pop()) {
          const key = keyOf(summary);
          next.set(key, known.has(key) ? (known.get(key) ?? null) : await readFacts(workflows, summary));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, readOn));
      known = next;
      const offered = [...next.values()].filter((facts) => facts !== null);
      const names = toToolNames(
        offered.map(({ workflowId: id, title: name }) => ({ id, name })),
        taken,
      );
      const named = offered.map((facts) => ({ name: names.get(facts.workflowId) ?? "", ...facts }));
      return named.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

function keyOf({ id, revision, updatedAt }: WorkflowSummary): string {
  return `${id} ${revision} ${updatedAt}`;
}

async function readFacts(workflows: Pick<WorkflowStore, "read">, { id }: WorkflowSummary): Promise<Facts | null> {
  try {
    return toFacts(await workflows.read(id));
  } catch (error) {
    // Deleted meanwhile, or of another version: no tool.
    if (isAppError(error) && error.code !== "storage_failed") return null;
    if (isAppError(error) && error.facts.id === id) return null;
    throw error;
  }
}

function toFacts(workflow: Workflow): Facts | null {
  const { id, name, settings } = workflow;
  if (settings?.offer !== true) return null;
  const outputs = namedOutputsOf(workflow);
  const what = settings.description?.trim() || `Runs the workflow “${name}”.`;
  const gives = outputs.length === 0 ? "" : ` Gives: ${outputs.map((output) => output.name).join(", ")}.`;
  return {
    ...{ workflowId: id, title: name, description: `${what}${gives}` },
    inputSchema: inputsJsonSchema(namedInputsOf(workflow)),
    outputSchema: runViewSchema(outputsJsonSchema(outputs)),
  };
}
