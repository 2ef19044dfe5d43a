import { type Draft, type DraftRequest, draftSchema } from "@/types/drafts";
import { type ApiRequest, requestJson } from "./apiClient";

/** Has a model draw a workflow. Nothing is saved. @throws AppError what the call throws, `schema_mismatch` */
export function writeDraft(request: DraftRequest, options?: Pick<ApiRequest, "signal">): Promise<Draft> {
  return requestJson(draftSchema, "/api/drafts", { ...options, method: "POST", body: request });
}
