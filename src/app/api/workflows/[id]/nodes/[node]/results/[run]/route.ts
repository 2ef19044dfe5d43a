import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { nodeResultQuerySchema } from "@/types/api";

export const GET = apiRoute(({ services, param, query }) =>
  services.runs.nodeResult(param("run"), param("node"), query(nodeResultQuerySchema.pick({ item: true })).item),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
