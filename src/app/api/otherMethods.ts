import { allowedMethods } from "@/lib/allowedMethods";
import { AppError, toErrorBody } from "@/types/errors";
import { apiRoute, type NextHandler } from "./apiRoute";

/** They change nothing, whatever the method. */
const anybody = { accepts: /^/, role: "runner" } as const;

type Method = "DELETE" | "GET" | "PATCH" | "POST" | "PUT";

/**
 * Handlers for the methods that a route does not have, to be exported beside those that it has: Next itself would
 * answer 405 without a body, without `Allow` and without the guard.
 */
export function otherMethods<Own extends Method>(...own: Own[]): Record<Exclude<Method, Own> | "OPTIONS", NextHandler> {
  const allow = allowedMethods(own);
  const refuse = apiRoute(async ({ request, requestId }) => {
    const message = `This address does not take ${request.method}. It takes ${own.toSorted().join(" and ")}.`;
    const error = toErrorBody(new AppError("invalid_request", message), requestId);
    return Response.json({ error }, { status: 405, headers: { allow } });
  }, anybody);
  const list = apiRoute(async () => new Response(null, { status: 204, headers: { allow } }), anybody);
  const all: Record<Method | "OPTIONS", NextHandler> = {
    DELETE: refuse,
    GET: refuse,
    PATCH: refuse,
    POST: refuse,
    PUT: refuse,
    OPTIONS: list,
  };
  // The type leaves out the route's own, so that nobody takes them from here.
  return all;
}
