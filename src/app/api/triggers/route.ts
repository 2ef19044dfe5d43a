import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { createTriggerSchema, listTriggersQuerySchema } from "@/types/triggers";

export const GET = apiRoute(async ({ services, query }) => ({
  triggers: await services.triggers.list(query(listTriggersQuerySchema)),
}));

export const POST = apiRoute(async ({ services, json }) =>
  Response.json(await services.triggers.create(await json(createTriggerSchema)), { status: 201 }),
);

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods("GET", "POST");
