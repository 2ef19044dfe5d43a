import { z } from "zod";
import { requestJson } from "@/store/apiClient";
import type { GivenAnswer } from "@/types/answers";
import {
  type PageForm,
  type PageRun,
  type PageRuns,
  pageFormSchema,
  pageRunSchema,
  pageRunsSchema,
} from "@/types/pages";
import type { Value } from "@/types/run";

export const pagePath = (workflow: string): string => `/api/pages/${encodeURIComponent(workflow)}`;
const runPath = (workflow: string, run: string) => `${pagePath(workflow)}/runs/${encodeURIComponent(run)}`;

export const pageEventsPath = (workflow: string, run: string, after: number): string =>
  `${runPath(workflow, run)}/events?after=${after}`;

/** @throws AppError `not_found`, `login_required` */
export function readForm(workflow: string): Promise<PageForm> {
  return requestJson(pageFormSchema, pagePath(workflow));
}

/** Makes the link the way into this page, for this browser. @throws AppError `login_required` */
export function enterByLink(workflow: string, link: string): Promise<unknown> {
  return requestJson(z.unknown(), `${pagePath(workflow)}/session`, { method: "POST", body: { link } });
}

/** Newest first. */
export function listPageRuns(workflow: string, before?: string): Promise<PageRuns> {
  const query = before === undefined ? "" : `?${new URLSearchParams({ before })}`;
  return requestJson(pageRunsSchema, `${pagePath(workflow)}/runs${query}`);
}

/** @throws AppError `invalid_request`, `invalid_workflow`, … as the start of a run */
export function startPageRun(workflow: string, inputs: Record<string, Value>): Promise<{ id: string }> {
  const path = `${pagePath(workflow)}/runs`;
  return requestJson(z.object({ id: z.string() }), path, { method: "POST", body: { inputs } });
}

export function stopPageRun(workflow: string, run: string): Promise<PageRun> {
  return requestJson(pageRunSchema, `${runPath(workflow, run)}/cancel`, { method: "POST", body: {} });
}

/** Answers what a run asks. @throws AppError `conflict` where somebody else was quicker */
export function answerPageRun(workflow: string, run: string, answers: readonly GivenAnswer[]): Promise<PageRun> {
  return requestJson(pageRunSchema, `${runPath(workflow, run)}/answers`, { method: "POST", body: { answers } });
}
