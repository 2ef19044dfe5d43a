import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const GET = apiRoute(async ({ services, param }) => {
  const summary = await services.runs.read(param("id"));
  const labels = await services.runs.labels(param("id"));
  return labels.length === 0 ? summary : { ...summary, labels };
});

export const DELETE = apiRoute(
  async ({ services, param }) => {
    await services.runs.remove(param("id"));
    return new Response(null, { status: 204 });
  },
  { role: "runner" },
);

export const { OPTIONS, PATCH, POST, PUT } = otherMethods("GET", "DELETE");
