import { apiRoute } from "@/app/api/apiRoute";
import { assetResponse } from "@/app/api/assets/assetResponse";
import { otherMethods } from "@/app/api/otherMethods";
import { pageOf } from "@/app/api/pages/pageOf";

export const GET = apiRoute(async (context) => assetResponse(await pageOf(context).asset(context.param("sha256"))), {
  byLink: true,
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
