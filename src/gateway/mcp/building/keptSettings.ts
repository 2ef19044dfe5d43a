import type { WorkflowStore } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import type { GivenWorkflow } from "./givenWorkflow";

/** A setting with more characters than this, such as a picture in the document, would fill a model's context. */
const MAX_SETTING = 20_000;
const kept = /^\[kept as it is: \d+ characters\]$/;

/** The nodes with a mark in the place of settings that are too long to read. */
export function markLongSettings(nodes: readonly WorkflowNode[]): WorkflowNode[] {
  return nodes.map((node) => ({
    ...node,
    data: mapSettings(node.data, (value) => (isLong(value) ? markOf(value) : value)),
  }));
}

function isLong(value: unknown): value is string {
  return typeof value === "string" && value.length > MAX_SETTING;
}

function markOf({ length }: string): string {
  return `[kept as it is: ${length} characters]`;
}

function isMark(value: unknown): boolean {
  return typeof value === "string" && kept.test(value);
}

function mapSettings(data: WorkflowNode["data"], change: (value: unknown, name: string) => unknown) {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, change(value, name)]));
}

/** What a program sends back with marks, with what stood there: the saved document has it. @throws AppError `storage_failed` */
export async function withKeptSettings(
  given: GivenWorkflow,
  workflows: Pick<WorkflowStore, "read">,
): Promise<GivenWorkflow> {
  const hasMarks = given.nodes.some(({ data }) => Object.values(data).some(isMark));
  const saved = hasMarks && given.id !== undefined ? await readSaved(given.id, workflows) : undefined;
  if (saved === undefined) return given;
  const known = new Map(saved.nodes.map(({ id, data }) => [id, data]));
  const nodes = given.nodes.map((node) => ({
    ...node,
    data: mapSettings(node.data, (value, name) => {
      const before = known.get(node.id)?.[name];
      return isMark(value) && isLong(before) ? before : value;
    }),
  }));
  return { ...given, nodes };
}

/** Undefined for one that is gone. */
async function readSaved(id: string, workflows: Pick<WorkflowStore, "read">): Promise<Workflow | undefined> {
  return workflows.read(id).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") return undefined;
    throw error;
  });
}
