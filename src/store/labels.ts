import { z } from "zod";
import { type LabelRequest, type RunLabel, runLabelSchema } from "@/types/labels";
import { requestJson } from "./apiClient";

export const labelsPath = (run: string) => `/api/runs/${encodeURIComponent(run)}/labels`;

/** What people said of the rows of a run. @throws AppError `not_found` */
export async function readLabels(run: string): Promise<RunLabel[]> {
  return (await requestJson(z.object({ labels: z.array(runLabelSchema) }), labelsPath(run))).labels;
}

/** @throws AppError `not_found` */
export function putLabel(run: string, label: LabelRequest): Promise<RunLabel> {
  return requestJson(runLabelSchema, labelsPath(run), { method: "PUT", body: label });
}
