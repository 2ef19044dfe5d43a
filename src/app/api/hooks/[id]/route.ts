import { apiRoute, type RouteContext } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { admitByKey } from "@/lib/access/keyVisitor";
import type { HookCall } from "@/lib/triggers/hooks";
import { NOTICE_HEADER } from "@/lib/triggers/notices";
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from "@/lib/triggers/signature";
import { AppError } from "@/types/errors";
import { hookQuerySchema } from "@/types/triggers";
import { MAX_WORKFLOW_BYTES } from "@/types/workflow";

/** A key, or a signature of the body, opens it; no cookie does. */
export const POST = apiRoute(
  async (context) => {
    const { services, param, query, request } = context;
    const { wait = 0 } = query(hookQuerySchema);
    if (request.headers.has(NOTICE_HEADER)) throw fromOurselves();
    const key = await keyOf(context);
    const id = param("id");
    const { run } = await context.bytes(async (body) => services.hooks.take(id, { ...callOf(context, body), key }));
    const answer = await services.hooks.answer(id, run, wait * 1000, request.signal);
    return Response.json(answer, { status: "outputs" in answer ? 200 : 202 });
  },
  { isPublic: true, maxBytes: MAX_WORKFLOW_BYTES },
);

async function keyOf({ services, request, address }: RouteContext): Promise<HookCall["key"]> {
  const authorization = request.headers.get("authorization");
  if (authorization === null) return undefined;
  return (await admitByKey(services, { authorization, address, scope: "hooks" })).key;
}

function callOf({ request: { headers }, address }: RouteContext, body: Uint8Array): Omit<HookCall, "key"> {
  return {
    ...{ body, address },
    signature: headers.get(SIGNATURE_HEADER),
    timestamp: headers.get(TIMESTAMP_HEADER),
    idempotencyKey: headers.get("idempotency-key"),
  };
}

function fromOurselves(): AppError {
  const message = "A hook takes no notices of Patchbay: two workflows could call each other without end.";
  return new AppError("not_allowed", message);
}

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
