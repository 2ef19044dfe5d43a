import { apiRoute } from "@/app/api/apiRoute";
import { resumeRunSchema } from "@/types/api";

export const POST = apiRoute(async ({ services, param, json }) =>
  services.runs.resume(param("id"), await json(resumeRunSchema)),
);
