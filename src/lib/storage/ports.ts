import type { Settings } from "@/types/api";
import type { AssetRef, RunEvent, RunEventBody } from "@/types/run";
import type { Workflow, WorkflowSummary } from "@/types/workflow";

/** Documents by id. A save names the revision it was made from. */
export interface WorkflowStore {
  list(): Promise<WorkflowSummary[]>;
  /** @throws AppError `not_found` */
  read(id: string): Promise<Workflow>;
  /** @throws AppError `conflict` if the id is taken */
  create(workflow: Workflow): Promise<Workflow>;
  /** Saves over `workflow.revision` and returns the document with the next one. @throws AppError `conflict`, `not_found` */
  update(workflow: Workflow): Promise<Workflow>;
  /** @throws AppError `not_found` */
  remove(id: string): Promise<void>;
}

/** The events of runs, in order, one journal a run. */
export interface RunJournal {
  /**
   * Appends in order and gives each event its `seq` and `at`. Outcomes are on disk when the promise resolves;
   * deltas may still be in the operating system's hands.
   */
  append(runId: string, bodies: RunEventBody[]): Promise<RunEvent[]>;
  /** Events with `seq > after`; a torn last line is left out. @throws AppError `not_found`, `storage_failed` (damaged) */
  read(runId: string, after?: number): Promise<RunEvent[]>;
  /** Newest first. */
  list(): Promise<{ id: string; createdAt: string }[]>;
  /** @throws AppError `not_found` */
  remove(runId: string): Promise<void>;
}

/** Bytes by their SHA-256. */
export interface AssetStore {
  put(bytes: Uint8Array, mime: string): Promise<AssetRef>;
  /** @throws AppError `not_found` */
  get(asset: string): Promise<Uint8Array>;
}

/** Preferences that are not secret. */
export interface SettingsStore {
  read(): Promise<Settings>;
  write(settings: Settings): Promise<Settings>;
}
