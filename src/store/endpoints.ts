import { z } from "zod";
import { createRunAnswerSchema, type resumeRunSchema, type Settings, settingsSchema } from "@/types/api";
import { type AssetRef, assetRefSchema, type RunSummary, runSummarySchema } from "@/types/run";
import {
  type Workflow,
  type WorkflowGraph,
  type WorkflowSummary,
  workflowSchema,
  workflowSummarySchema,
} from "@/types/workflow";
import { type ApiRequest, requestJson } from "./apiClient";

type Options = Pick<ApiRequest, "signal" | "keepalive">;

const workflowPath = (id: string) => `/api/workflows/${encodeURIComponent(id)}`;
const runPath = (id: string) => `/api/runs/${encodeURIComponent(id)}`;

/** Newest first. */
export async function listWorkflows(options?: Options): Promise<WorkflowSummary[]> {
  const answer = await requestJson(z.object({ workflows: z.array(workflowSummarySchema) }), "/api/workflows", options);
  return answer.workflows;
}

/** @throws AppError `not_found` */
export function readWorkflow(id: string, options?: Options): Promise<Workflow> {
  return requestJson(workflowSchema, workflowPath(id), options);
}

/** @throws AppError `conflict` when the id is taken */
export function createWorkflow(workflow: Workflow, options?: Options): Promise<Workflow> {
  return requestJson(workflowSchema, "/api/workflows", { ...options, method: "POST", body: workflow });
}

/** Saves over `workflow.revision`. @throws AppError `conflict` with the revision on the server */
export function saveWorkflow(workflow: Workflow, options?: Options): Promise<Workflow> {
  return requestJson(workflowSchema, workflowPath(workflow.id), { ...options, method: "PUT", body: workflow });
}

export function deleteWorkflow(id: string): Promise<unknown> {
  return requestJson(z.unknown(), workflowPath(id), { method: "DELETE", body: {} });
}

export function createRun(request: { workflow: Workflow } | { workflowId: string }): Promise<{ id: string }> {
  return requestJson(createRunAnswerSchema, "/api/runs", { method: "POST", body: request });
}

export function cancelRun(id: string): Promise<unknown> {
  return requestJson(z.unknown(), `${runPath(id)}/cancel`, { method: "POST", body: {} });
}

export type ResumeRequest = z.infer<typeof resumeRunSchema>;

/** @throws AppError `conflict` when nothing is left to do */
export function resumeRun(id: string, request: ResumeRequest): Promise<unknown> {
  return requestJson(z.unknown(), `${runPath(id)}/resume`, { method: "POST", body: request });
}

/** Newest first. */
export async function listRuns(workflowId: string, options?: Options): Promise<RunSummary[]> {
  const path = `/api/runs?workflow=${encodeURIComponent(workflowId)}`;
  const answer = await requestJson(z.object({ runs: z.array(runSummarySchema) }), path, options);
  return answer.runs;
}

export const runEventsPath = (id: string, after: number): string => `${runPath(id)}/events?after=${after}`;

export function uploadAsset(file: Blob): Promise<AssetRef> {
  return requestJson(assetRefSchema, "/api/assets", { method: "POST", body: file });
}

/** The document that a run was made from. */
export async function readSnapshot(asset: AssetRef): Promise<WorkflowGraph> {
  return requestJson(workflowSchema, assetPath(asset));
}

export const assetPath = (asset: AssetRef): string => `/api/assets/${encodeURIComponent(asset.asset)}`;

export function readSettings(options?: Options): Promise<Settings> {
  return requestJson(settingsSchema, "/api/settings", options);
}

export function saveSettings(settings: Settings): Promise<Settings> {
  return requestJson(settingsSchema, "/api/settings", { method: "PUT", body: settings });
}
