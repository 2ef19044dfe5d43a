import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { createServerSchema } from "@/types/servers";

export const GET = apiRoute(async ({ services }) => ({ servers: await services.auth.servers.list() }));

export const POST = apiRoute(
  async ({ services, json }) => {
    const server = await services.auth.servers.add(await json(createServerSchema));
    // Before it there may have been one that was meant without being named.
    services.catalogue.invalidate("compatible");
    return Response.json(server, { status: 201 });
  },
  { role: "admin" },
);

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods("GET", "POST");
