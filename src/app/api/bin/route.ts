import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const GET = apiRoute(async ({ services }) => ({ workflows: await services.workflows.bin.list() }));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
