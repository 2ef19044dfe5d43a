import type { RunService } from "@/lib/runs/runService";
import type { Note } from "@/lib/storage/peoplePorts";
import type { SettingsStore, WorkflowStore } from "@/lib/storage/ports";

/** Notes who takes a run away, with all that it says, and who decides something in it. */
export function notedRuns(runs: RunService, note: Note): RunService {
  return {
    ...runs,
    export: async (id) => {
      const exported = await runs.export(id);
      await note({ kind: "run_exported", about: id });
      return exported;
    },
    answer: async (id, request) => {
      const run = await runs.answer(id, request);
      const count = (isApproved: boolean) =>
        String(request.answers.filter((one) => one.approved === isApproved).length);
      await note({ kind: "run_answered", about: id, details: { approved: count(true), rejected: count(false) } });
      return run;
    },
  };
}

/** Notes who takes a document away as a file. */
export function notedWorkflows(workflows: WorkflowStore, note: Note): WorkflowStore {
  return {
    ...workflows,
    readFile: async (id) => {
      const file = await workflows.readFile(id);
      await note({ kind: "workflow_exported", about: id });
      return file;
    },
  };
}

/** Notes how long the workspace keeps things, when that changes. */
export function notedSettings(settings: SettingsStore, note: Note): SettingsStore {
  return {
    ...settings,
    write: async (wanted) => {
      const written = await settings.write(wanted);
      const { cache, runs } = written;
      const details = JSON.stringify({ cache, keepRunsDays: runs?.keepDays });
      await note({ kind: "settings_changed", details: { keeping: details } });
      return written;
    },
  };
}
