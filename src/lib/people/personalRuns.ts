import { isDeepStrictEqual } from "node:util";
import type { RunService } from "@/lib/runs/runService";
import type { WorkflowStore } from "@/lib/storage/ports";
import { AppError, isAppError } from "@/types/errors";
import { type Person, reaches } from "@/types/people";
import type { Workflow } from "@/types/workflow";

export interface PersonalRunsOptions {
  runs: RunService;
  workflows: Pick<WorkflowStore, "read">;
  person: Person;
}

/**
 * Runs as one person may use them: everybody sees all; who starts one pays for it, and so alone goes on with it; an
 * admin may stop and delete what is others', an editor answer what it asks; a runner starts what is saved. The rest is
 * `not_allowed`.
 */
export function createPersonalRuns({ runs, workflows, person }: PersonalRunsOptions): RunService {
  const requireOwn = async (id: string, mend: string) => {
    const { by } = await runs.read(id);
    if (by !== person.id) throw new AppError("not_allowed", `Somebody else started this run. ${mend}`, { run: id });
  };
  const requireOwnOrAdmin = async (id: string) => {
    if (!reaches(person.role, "admin")) await requireOwn(id, "They, or an admin, can do this.");
  };
  return {
    ...runs,
    start: async (workflow, request) => {
      if (!reaches(person.role, "editor")) await requireSaved(workflows, workflow);
      return runs.start(workflow, { ...request, by: person.id });
    },
    resume: async (id, request) => {
      await requireOwn(id, "Run the workflow yourself: what has a result is not paid for again.");
      return runs.resume(id, request);
    },
    label: (id, label) => runs.label(id, label, person.id),
    answer: async (id, request) => {
      if (!reaches(person.role, "editor")) await requireOwn(id, "They, or an editor, can answer.");
      return runs.answer(id, { ...request, by: person.id });
    },
    cancel: async (id) => {
      await requireOwnOrAdmin(id);
      return runs.cancel(id);
    },
    remove: async (id) => {
      await requireOwnOrAdmin(id);
      await runs.remove(id);
    },
  };
}

/** @throws AppError `not_allowed` for a graph that is not the one that is saved under its id */
async function requireSaved(workflows: Pick<WorkflowStore, "read">, { id, nodes, edges }: Workflow): Promise<void> {
  const saved = await workflows.read(id).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") return undefined;
    throw error;
  });
  if (saved !== undefined && isDeepStrictEqual({ nodes, edges }, { nodes: saved.nodes, edges: saved.edges })) return;
  throw new AppError("not_allowed", "With the role runner you run workflows as they are saved. Load the page again.", {
    needed: "editor",
  });
}
