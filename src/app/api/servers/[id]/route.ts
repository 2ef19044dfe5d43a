import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { patchServerSchema } from "@/types/servers";

export const PATCH = apiRoute(
  async ({ services, param, json }) => {
    const server = await services.auth.servers.change(param("id"), await json(patchServerSchema));
    services.catalogue.invalidate("compatible", server.id);
    return server;
  },
  { role: "admin" },
);

export const DELETE = apiRoute(
  async ({ services, param }) => {
    await services.auth.servers.remove(param("id"));
    services.catalogue.invalidate("compatible", param("id"));
    return { servers: await services.auth.servers.list() };
  },
  { role: "admin" },
);

export const { GET, OPTIONS, POST, PUT } = otherMethods("PATCH", "DELETE");
