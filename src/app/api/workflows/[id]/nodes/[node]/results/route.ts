import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { nodeResultQuerySchema } from "@/types/api";

export const GET = apiRoute(({ services, param, query }) =>
  services.runs.nodeResults(param("id"), param("node"), query(nodeResultQuerySchema)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
