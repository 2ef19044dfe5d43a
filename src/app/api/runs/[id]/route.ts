import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const GET = apiRoute(({ services, param }) => services.runs.read(param("id")));

export const DELETE = apiRoute(
  async ({ services, param }) => {
    await services.runs.remove(param("id"));
    return new Response(null, { status: 204 });
  },
  { role: "runner" },
);

export const { OPTIONS, PATCH, POST, PUT } = otherMethods("GET", "DELETE");
