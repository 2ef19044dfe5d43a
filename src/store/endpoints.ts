import { z } from "zod";
import { type Activity, activitySchema } from "@/types/activity";
import { type GivenAnswer, type RunDetail, runDetailSchema } from "@/types/answers";
import {
  createRunAnswerSchema,
  type createRunSchema,
  type Preflight,
  preflightSchema,
  type resumeRunSchema,
  type Settings,
  settingsSchema,
} from "@/types/api";
import { type FilePreview, type FilePreviewQuery, filePreviewSchema } from "@/types/filePreview";
import { type AssetRef, assetRefSchema, type RunSummary, runEventSchema, runSummarySchema } from "@/types/run";
import {
  type BinnedWorkflow,
  binnedWorkflowSchema,
  type Workflow,
  type WorkflowSummary,
  type WorkflowVersion,
  workflowSchema,
  workflowSummarySchema,
  workflowVersionSchema,
} from "@/types/workflow";
import { type ApiRequest, requestJson, SESSION_PATH } from "./apiClient";

type Options = Pick<ApiRequest, "signal" | "keepalive">;

const workflowPath = (id: string) => `/api/workflows/${encodeURIComponent(id)}`;
const runPath = (id: string) => `/api/runs/${encodeURIComponent(id)}`;

/** Newest first. */
export async function listWorkflows(options?: Options): Promise<WorkflowSummary[]> {
  const answer = await requestJson(z.object({ workflows: z.array(workflowSummarySchema) }), "/api/workflows", options);
  return answer.workflows;
}

/** The same, each with its drawing. */
export async function listDrawnWorkflows(options?: Options): Promise<WorkflowSummary[]> {
  const path = "/api/workflows?drawings=1";
  return (await requestJson(z.object({ workflows: z.array(workflowSummarySchema) }), path, options)).workflows;
}

/** @throws AppError `not_found` */
export function readWorkflow(id: string, options?: Options): Promise<Workflow> {
  return requestJson(workflowSchema, workflowPath(id), options);
}

/** Of the saved document. @throws AppError `not_found` */
export async function readRevision(id: string): Promise<number> {
  return (await requestJson(z.object({ revision: z.int() }), `${workflowPath(id)}/revision`)).revision;
}

/** The stored file for download, also of a document that cannot be opened. */
export const workflowFilePath = (id: string): string => `${workflowPath(id)}/file`;

/** @throws AppError `conflict` when the id is taken */
export function createWorkflow(workflow: Workflow, options?: Options): Promise<Workflow> {
  return requestJson(workflowSchema, "/api/workflows", { ...options, method: "POST", body: workflow });
}

/** Saves over `workflow.revision`. @throws AppError `conflict` with the revision on the server */
export function saveWorkflow(workflow: Workflow, options?: Options): Promise<Workflow> {
  return requestJson(workflowSchema, workflowPath(workflow.id), { ...options, method: "PUT", body: workflow });
}

/** Workflows with a node that holds this one. @throws AppError `not_found` */
export async function listHolders(id: string): Promise<{ id: string; name: string }[]> {
  const answer = z.object({ workflows: z.array(z.object({ id: z.string(), name: z.string() })) });
  return (await requestJson(answer, `${workflowPath(id)}/holders`)).workflows;
}

export function deleteWorkflow(id: string): Promise<unknown> {
  return requestJson(z.unknown(), workflowPath(id), { method: "DELETE", body: {} });
}

const versionPath = (workflow: string, version: string) =>
  `${workflowPath(workflow)}/versions/${encodeURIComponent(version)}`;

/** Newest first. @throws AppError `not_found` */
export async function listVersions(workflow: string): Promise<WorkflowVersion[]> {
  const answer = z.object({ versions: z.array(workflowVersionSchema) });
  return (await requestJson(answer, `${workflowPath(workflow)}/versions`)).versions;
}

/** The document as it was. @throws AppError `not_found` */
export function readVersion(workflow: string, version: string): Promise<Workflow> {
  return requestJson(workflowSchema, versionPath(workflow, version));
}

/** Keeps the saved document under a name. @throws AppError `not_found` */
export function nameVersion(workflow: string, name: string): Promise<WorkflowVersion> {
  const path = `${workflowPath(workflow)}/versions`;
  return requestJson(workflowVersionSchema, path, { method: "POST", body: { name } });
}

/** Null takes the name away. @throws AppError `not_found` */
export function renameVersion(workflow: string, version: string, name: string | null): Promise<WorkflowVersion> {
  return requestJson(workflowVersionSchema, versionPath(workflow, version), { method: "PATCH", body: { name } });
}

const binPath = (entry: string) => `/api/bin/${encodeURIComponent(entry)}`;

/** Newest first. */
export async function listBin(): Promise<BinnedWorkflow[]> {
  const answer = await requestJson(z.object({ workflows: z.array(binnedWorkflowSchema) }), "/api/bin");
  return answer.workflows;
}

/** The document, under another id where its own is taken. @throws AppError `not_found` */
export function restoreFromBin(entry: string): Promise<Workflow> {
  return requestJson(workflowSchema, `${binPath(entry)}/restore`, { method: "POST", body: {} });
}

/** For good. @throws AppError `not_found` */
export function removeFromBin(entry: string): Promise<unknown> {
  return requestJson(z.unknown(), binPath(entry), { method: "DELETE", body: {} });
}

/**
 * Which part of a document runs, what it takes from the cache (all of it, and all it can, if absent), and what it is
 * given.
 */
export type RunScope = Pick<z.input<typeof createRunSchema>, "select" | "fresh" | "useCache" | "inputs">;

export type RunRequest = RunScope & ({ workflow: Workflow } | { workflowId: string });

/** What a run would cost, without starting it. */
export function preflightRun(request: RunRequest): Promise<Preflight> {
  return requestJson(preflightSchema, "/api/runs/preflight", { method: "POST", body: request });
}

/** @throws AppError `invalid_workflow` */
export function createRun(request: RunRequest): Promise<{ id: string }> {
  return requestJson(createRunAnswerSchema, "/api/runs", { method: "POST", body: request });
}

export function cancelRun(id: string): Promise<unknown> {
  return requestJson(z.unknown(), `${runPath(id)}/cancel`, { method: "POST", body: {} });
}

/** The run, and what it still asks. @throws AppError `conflict` where somebody else was quicker, `not_found`, `not_allowed` */
export function answerRun(id: string, answers: readonly GivenAnswer[]): Promise<RunDetail> {
  return requestJson(runDetailSchema, `${runPath(id)}/answers`, { method: "POST", body: { answers } });
}

/** With what it asks people. @throws AppError `not_found` */
export function readRunDetail(id: string): Promise<RunDetail> {
  return requestJson(runDetailSchema, runPath(id));
}

export type ResumeRequest = z.infer<typeof resumeRunSchema>;

/** @throws AppError `conflict` when nothing is left to do */
export function resumeRun(id: string, request: ResumeRequest): Promise<unknown> {
  return requestJson(z.unknown(), `${runPath(id)}/resume`, { method: "POST", body: request });
}

const runListSchema = z.object({
  runs: z.array(runSummarySchema),
  unreadable: z.array(z.object({ id: z.string(), message: z.string() })),
});
export type RunList = z.infer<typeof runListSchema>;

/** The newest first, all without a limit; those that cannot be read are of any workflow. */
export function listRuns(workflowId: string, limit?: number): Promise<RunList> {
  const path = `/api/runs?workflow=${encodeURIComponent(workflowId)}`;
  return requestJson(runListSchema, limit === undefined ? path : `${path}&limit=${limit}`);
}

/** What runs and waits in all workflows, and who holds the places of each payer. */
export function readActivity(): Promise<Activity> {
  return requestJson(activitySchema, "/api/activity");
}

/** A whole run: its document, and its events as far as this page knows them. @throws AppError `not_found` */
export async function readRun(id: string, options?: Options) {
  const { workflow, events } = await requestJson(runExportSchema, runExportPath(id), options);
  return { workflow, events: events.flatMap((event) => runEventSchema.safeParse(event).data ?? []) };
}

const runExportSchema = z.object({ workflow: workflowSchema, events: z.array(z.unknown()) });

/** With its outputs. @throws AppError `not_found` */
export function readRunSummary(id: string): Promise<RunSummary> {
  return requestJson(runSummarySchema, runPath(id));
}

/** @throws AppError `not_found`, `conflict` while it is at work */
export function deleteRun(id: string): Promise<unknown> {
  return requestJson(z.unknown(), runPath(id), { method: "DELETE", body: {} });
}

export const runExportPath = (id: string): string => `${runPath(id)}/export`;

export const runEventsPath = (id: string, after: number): string => `${runPath(id)}/events?after=${after}`;

export function uploadAsset(file: Blob): Promise<AssetRef> {
  return requestJson(assetRefSchema, assetsPath, { method: "POST", body: file });
}

/**
 * How a file begins, or what a page of a document says, as a run would read it. @throws AppError `unsupported_file`,
 * `not_found`, … as the run
 */
export function previewFile(asset: AssetRef, query: FilePreviewQuery): Promise<FilePreview> {
  return requestJson(filePreviewSchema, previewPath(asset, query));
}

export function previewPath(asset: AssetRef, { as, page }: FilePreviewQuery): string {
  return `${assetPath(asset)}/preview?as=${as}${page === undefined ? "" : `&page=${page}`}`;
}

/** Whether the server still has it: what nothing names is swept away. True where it cannot be asked. */
export async function isAssetKept(asset: AssetRef): Promise<boolean> {
  // The browser keeps what it once read, also when the server has it no more.
  const answer = await fetch(assetPath(asset), { method: "HEAD", cache: "no-store" }).catch(() => undefined);
  return answer?.status !== 404;
}

let assetsPath = "/api/assets";

/** Where files of this page go and come from: a page that is open to a link has an address of its own for them. */
export function keepAssetsAt(path: string): void {
  assetsPath = path;
}

export const assetPath = (asset: AssetRef): string => `${assetsPath}/${encodeURIComponent(asset.asset)}`;

export function readSettings(options?: Options): Promise<Settings> {
  return requestJson(settingsSchema, "/api/settings", options);
}

export function saveSettings(settings: Settings): Promise<Settings> {
  return requestJson(settingsSchema, "/api/settings", { method: "PUT", body: settings });
}

/** Ends the session on the server, and with it its cookie and its event streams. */
export function logout(): Promise<unknown> {
  return requestJson(z.unknown(), SESSION_PATH, { method: "DELETE", body: {} });
}
