import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { tryTransformSchema } from "@/types/transform";

/** Tries code as a `transform` node would run it; without values it is only checked. */
export const POST = apiRoute(async ({ services: { nodeWork }, request, json }) => {
  const { code, given } = await json(tryTransformSchema);
  if (given !== undefined) return nodeWork.runScript(code, given, request.signal);
  await nodeWork.checkScript(code, request.signal);
  return { told: [] };
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
