import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

/** Their names and where they may go; a value never leaves. */
export const GET = apiRoute(async ({ services }) => ({ secrets: await services.secrets.list() }));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
