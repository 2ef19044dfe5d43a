import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { patchTriggerSchema } from "@/types/triggers";

export const GET = apiRoute(({ services, param }) => services.triggers.read(param("id")));

export const PATCH = apiRoute(async ({ services, param, json }) =>
  services.triggers.change(param("id"), await json(patchTriggerSchema)),
);

export const DELETE = apiRoute(async ({ services, param }) => {
  await services.triggers.remove(param("id"));
  return new Response(null, { status: 204 });
});

export const { OPTIONS, POST, PUT } = otherMethods("GET", "PATCH", "DELETE");
