import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const GET = apiRoute(async ({ services: { runs }, param }) => {
  const run = await runs.look(param("id"));
  const labels = await runs.labels(param("id"));
  return labels.length === 0 ? run : { ...run, labels };
});

export const DELETE = apiRoute(
  async ({ services, param }) => {
    await services.runs.remove(param("id"));
    return new Response(null, { status: 204 });
  },
  { role: "runner" },
);

export const { OPTIONS, PATCH, POST, PUT } = otherMethods("GET", "DELETE");
