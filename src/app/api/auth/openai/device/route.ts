import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { originOf } from "@/lib/security/origin";
import { deviceQuerySchema, startDeviceSchema } from "@/types/accounts";

/** Asks for a code that the person types in on any device; the server waits for the approval. */
export const POST = apiRoute(
  async ({ request, services, json }) =>
    services.auth.device.start({ ...(await json(startDeviceSchema)), origin: originOf(request) }),
  { role: "runner" },
);

export const GET = apiRoute(({ services, query }) => services.auth.device.status(query(deviceQuerySchema).id));

/** Gives the whole attempt up: the code, and the other ways begun with it. */
export const DELETE = apiRoute(
  async ({ services, query }) => {
    await services.auth.cancel(query(deviceQuerySchema).id);
    return { cancelled: true };
  },
  { role: "runner" },
);

export const { OPTIONS, PATCH, PUT } = otherMethods("POST", "GET", "DELETE");
