import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { resumeRunSchema } from "@/types/api";

export const POST = apiRoute(
  async ({ services, param, json }) => services.runs.resume(param("id"), await json(resumeRunSchema)),
  { role: "runner" },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
