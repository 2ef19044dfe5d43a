import { namedInputsOf, namedOutputsOf } from "@/lib/nodes/namedInputs";
import type { WorkflowStore } from "@/lib/storage/ports";
import { AppError, isAppError } from "@/types/errors";
import { idSchema, type Workflow, type WorkflowSummary } from "@/types/workflow";
import { promptInputOf } from "./workflowInputs";

/** In front of the id of a workflow that is asked as a model. */
export const WORKFLOW_PREFIX = "workflow/";

/** A workflow that can be asked as a model is. */
export interface WorkflowModel {
  id: string;
  name: string;
  description?: string;
  updatedAt: string;
}

/** Those that have an input for what is said, and an output. */
export interface WorkflowModels {
  /** By name. A document that cannot be read is none. @throws AppError `storage_failed` */
  list(workflows: WorkflowStore): Promise<WorkflowModel[]>;
}

/** Documents that are read at one time. */
const READ_AT_ONCE = 8;

/** Why a workflow cannot be asked as a model, in words that follow its name; undefined where it can. */
function modelFaultOf(workflow: Workflow): string | undefined {
  if (namedOutputsOf(workflow).length === 0) return "has no output with a wire: add one";
  if (promptInputOf(namedInputsOf(workflow)) !== undefined) return undefined;
  return "has no input for what is said: name one prompt, or leave exactly one place for a text";
}

/** The document of a model's name. @throws AppError `model_not_available` with the reason, `storage_failed` */
export async function readWorkflowModel(workflows: WorkflowStore, model: string): Promise<Workflow> {
  const id = model.slice(WORKFLOW_PREFIX.length);
  if (!idSchema.safeParse(id).success) throw noWorkflow(model);
  const workflow = await workflows.read(id).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") throw noWorkflow(model);
    throw error;
  });
  const fault = modelFaultOf(workflow);
  if (fault === undefined) return workflow;
  throw new AppError("model_not_available", `The workflow “${workflow.name}” ${fault}.`, { model });
}

/** As it is listed. @throws AppError as `readWorkflowModel` */
export async function findWorkflowModel(workflows: WorkflowStore, model: string): Promise<WorkflowModel> {
  const workflow = await readWorkflowModel(workflows, model);
  const summary = (await workflows.list()).find(({ id }) => id === workflow.id);
  if (summary === undefined) throw noWorkflow(model);
  return toModel(workflow, summary);
}

function noWorkflow(model: string): AppError {
  const message = `There is no workflow for the model “${model}”. GET /v1/models lists those that can be asked.`;
  return new AppError("model_not_available", message, { model });
}

/** Keeps what it found out of a document for as long as its revision stands. */
export function createWorkflowModels(): WorkflowModels {
  const known = new Map<string, { version: string; model: WorkflowModel | undefined }>();

  async function look(workflows: WorkflowStore, summary: WorkflowSummary): Promise<WorkflowModel | undefined> {
    const version = `${summary.revision} ${summary.updatedAt}`;
    const before = known.get(summary.id);
    if (before?.version === version) return before.model;
    const read = await workflows.read(summary.id).catch((error: unknown) => {
      if (isAppError(error)) return error;
      throw error;
    });
    // It may be readable the next time.
    if (isAppError(read)) return undefined;
    const model = modelFaultOf(read) === undefined ? toModel(read, summary) : undefined;
    known.set(summary.id, { version, model });
    return model;
  }

  return {
    list: async (workflows) => {
      const summaries = await workflows.list();
      const there = new Set(summaries.map(({ id }) => id));
      for (const id of known.keys()) if (!there.has(id)) known.delete(id);
      const models: WorkflowModel[] = [];
      for (let start = 0; start < summaries.length; start += READ_AT_ONCE) {
        const some = summaries.slice(start, start + READ_AT_ONCE).map((summary) => look(workflows, summary));
        models.push(...(await Promise.all(some)).filter((model) => model !== undefined));
      }
      return models.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
    },
  };
}

function toModel({ id, name, settings }: Workflow, { updatedAt }: WorkflowSummary): WorkflowModel {
  const description = settings?.description?.trim();
  return { id, name, updatedAt, ...(description ? { description } : {}) };
}
