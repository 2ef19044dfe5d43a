import { z } from "zod";
import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { refusePrograms } from "@/app/api/tools/refusePrograms";
import { parseRequest } from "@/lib/security/requestBody";
import { patchToolServerSchema } from "@/types/toolSetup";

export const PATCH = apiRoute(
  async ({ services, param, json }) => {
    const body = await json(z.unknown());
    refusePrograms(body);
    return services.tools.change(param("id"), parseRequest(patchToolServerSchema, body));
  },
  { role: "admin" },
);

export const DELETE = apiRoute(
  async ({ services, param }) => {
    await services.tools.remove(param("id"), "http");
    return { servers: await services.tools.kept() };
  },
  { role: "admin" },
);

export const { GET, OPTIONS, POST, PUT } = otherMethods("PATCH", "DELETE");
