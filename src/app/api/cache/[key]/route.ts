import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { cacheChangeSchema } from "@/types/api";
import { MAX_WORKFLOW_BYTES } from "@/types/workflow";

export const GET = apiRoute(({ services, param }) => services.cache.read(param("key")));

export const PUT = apiRoute(
  async ({ services, param, json }) => services.cache.change(param("key"), await json(cacheChangeSchema)),
  { maxBytes: MAX_WORKFLOW_BYTES },
);

export const { DELETE, OPTIONS, PATCH, POST } = otherMethods("GET", "PUT");
