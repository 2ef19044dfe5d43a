import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { labelRequestSchema } from "@/types/labels";

export const GET = apiRoute(async ({ services, param }) => ({ labels: await services.runs.labels(param("id")) }));

export const PUT = apiRoute(
  async ({ services, param, json }) => services.runs.label(param("id"), await json(labelRequestSchema)),
  { role: "runner" },
);

export const { DELETE, OPTIONS, PATCH, POST } = otherMethods("GET", "PUT");
