import { z } from "zod";
import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { parseRequest } from "@/lib/security/requestBody";
import { createToolServerSchema } from "@/types/toolSetup";
import { refusePrograms } from "./refusePrograms";

export const GET = apiRoute(async ({ services }) => ({ servers: await services.tools.views() }));

export const POST = apiRoute(
  async ({ services, json }) => {
    const body = await json(z.unknown());
    refusePrograms(body);
    const added = await services.tools.add(parseRequest(createToolServerSchema, body));
    return Response.json(added, { status: 201 });
  },
  { role: "admin" },
);

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods("GET", "POST");
