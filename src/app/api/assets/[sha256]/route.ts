import { apiRoute } from "@/app/api/apiRoute";
import { assetResponse } from "@/app/api/assets/assetResponse";
import { otherMethods } from "@/app/api/otherMethods";

export const GET = apiRoute(async ({ services, param }) => assetResponse(await services.assets.get(param("sha256"))));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
