import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { requestNode, toRequest } from "@/lib/nodes/requestNode";
import { parseRequest } from "@/lib/security/requestBody";
import { tryRequestSchema } from "@/types/request";

/** Sends the request of a node once, as a run would: it acts on the world. */
export const POST = apiRoute(async ({ services, request, json }) => {
  const { data, inputs } = await json(tryRequestSchema);
  const settings = parseRequest(requestNode.schema, data);
  return services.request(toRequest({ data: settings, inputs, runInputs: {} }), request.signal);
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
