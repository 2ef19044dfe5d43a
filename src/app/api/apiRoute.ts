import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { checkIds } from "@/app/api/checkIds";
import { observed } from "@/app/api/observeRequest";
import type { AccessKey } from "@/lib/access/accessKeys";
import { type Admitted, admit } from "@/lib/access/admission";
import { watchVisit } from "@/lib/access/visit";
import { reportFailure } from "@/lib/reportFailure";
import { retryAfterOf } from "@/lib/retryAfter";
import { apiContentSecurityPolicy, securityHeaders } from "@/lib/security/headers";
import { parseRequest, readJson } from "@/lib/security/requestBody";
import { guardRequest } from "@/lib/security/requestGuard";
import type { Services } from "@/lib/services";
import { services } from "@/lib/services";
import { type Cut, cuttable } from "@/lib/sse/cuttable";
import { encodeEvent, type OutgoingEvent } from "@/lib/sse/encode";
import type { Session } from "@/lib/storage/ports";
import { type AppError, httpStatusOf, isAbort, toErrorBody } from "@/types/errors";
import type { PageLinkView } from "@/types/pages";
import type { Person, Role } from "@/types/people";

const MEGABYTE = 1024 * 1024;

export interface RouteOptions {
  /** Also for navigations that come from another site: the way back from a sign-in. */
  allowCrossSite?: boolean;
  /** Answers without a session. */
  isPublic?: boolean;
  /** Also for who came by a link to the page of the workflow that the segment `id` names. */
  byLink?: boolean;
  /** Of people by name, the role that it takes; `runner` to read and `editor` to change unless told otherwise. */
  role?: Role;
  /** Content types of a body; JSON unless told otherwise. */
  accepts?: RegExp;
  /** Largest body, in bytes; one megabyte unless told otherwise. */
  maxBytes?: number;
}

/** A request that was let in, with its parts read and checked on demand. */
export interface RouteContext {
  request: Request;
  url: URL;
  /** As the person who asks has and may use them. */
  services: Services;
  /** Who asks, where people have names. */
  person: Person | undefined;
  /** With which another program came in. */
  key: AccessKey | undefined;
  /** By which somebody came who may see one page alone. */
  link: PageLinkView | undefined;
  /** The network address that asks, as far as it is known. */
  address: string;
  session: Session | undefined;
  requestId: string;
  /** A dynamic segment of the address. */
  param(name: string): string;
  /** @throws AppError `invalid_request` */
  query<Schema extends z.ZodType>(schema: Schema): z.infer<Schema>;
  /** @throws AppError `invalid_request`, `too_large` */
  json<Schema extends z.ZodType>(schema: Schema): Promise<z.infer<Schema>>;
  /** Calls `work` with the body, see `BodyReader`. @throws AppError `too_large` */
  bytes<T>(work: (bytes: Uint8Array<ArrayBuffer>) => Promise<T>): Promise<T>;
}

/** What Next calls. */
export type NextHandler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[]> | undefined> },
) => Promise<Response>;

/**
 * Wraps every route: who may ask, session, ids, body cap, error shape, request id, security headers.
 * The handler returns a Response, or a value that is sent as JSON.
 */
export function apiRoute(
  handle: (context: RouteContext) => Promise<Response | object>,
  options: RouteOptions = {},
): NextHandler {
  return async (request, { params }) => {
    const requestId = randomUUID();
    // The production build gives none at all to an address without segments, whatever its types say.
    const segments = (await params) ?? {};
    return observed({ request, segments, requestId }, async () => {
      let response: Response;
      try {
        guardRequest(request, services().allowedHosts, options);
        const admitted = await findVisitor(request, segments, options);
        const context = toContext(request, segments, admitted, requestId, options);
        checkIds(segments, context.url.searchParams);
        const answer = await handle(context);
        response = answer instanceof Response ? answer : Response.json(answer);
        response = endWithVisit(response, context);
      } catch (error) {
        response = toErrorResponse(error, requestId);
      }
      return withHeaders(response, requestId);
    });
  };
}

function toContext(
  request: Request,
  params: Record<string, string | string[]>,
  { person, session, key, link, services: own }: Admitted,
  requestId: string,
  { maxBytes = MEGABYTE }: RouteOptions,
): RouteContext {
  const url = new URL(request.url);
  const { bodies } = services();
  return {
    request,
    url,
    services: own,
    person,
    key,
    link,
    session,
    address: services().callerAddress(request.headers),
    requestId,
    param: (name) => String(params[name]),
    query: (schema) => parseRequest(schema, Object.fromEntries(url.searchParams)),
    json: async (schema) => parseRequest(schema, await readJson(bodies, request, maxBytes)),
    bytes: (work) => bodies.use(request, { maxBytes }, work),
  };
}

/** Nobody in particular where no session is needed. @throws as `admit` */
async function findVisitor(
  { method, url, headers }: Request,
  segments: Record<string, string | string[]>,
  { isPublic, byLink, role }: RouteOptions,
): Promise<Admitted> {
  if (isPublic) return { services: services() };
  const page = byLink ? String(segments.id) : undefined;
  return admit(services(), { method, pathname: new URL(url).pathname, headers, page }, role);
}

/** A stream of events lasts long, but no longer than the session, the key or the link by which it was asked for. */
function endWithVisit(response: Response, { session, key, link, services, requestId }: RouteContext): Response {
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  const visit = { session, key, link };
  if (!isStream || response.body === null || Object.values(visit).every((by) => by === undefined)) return response;
  const toLast = (why: AppError) =>
    new TextEncoder().encode(encodeEvent({ event: "error", data: { error: toErrorBody(why, requestId) } }));
  const watch = (cut: Cut) => watchVisit(services, visit, (why) => cut(toLast(why))) ?? (() => undefined);
  return new Response(cuttable(response.body, watch), response);
}

function toErrorResponse(error: unknown, requestId: string): Response {
  // Whoever aborted is not there to read this.
  if (isAbort(error)) return new Response(null, { status: 499 });
  const body = reportFailure(error, requestId, services().log);
  return Response.json({ error: body }, { status: httpStatusOf[body.code], headers: retryAfterOf(body) });
}

/** The last event of a stream that failed on its way; nobody is told of an abort. */
export function toErrorEvent(error: unknown, requestId: string): OutgoingEvent | undefined {
  return isAbort(error)
    ? undefined
    : { event: "error", data: { error: reportFailure(error, requestId, services().log) } };
}

function withHeaders(response: Response, requestId: string): Response {
  const { headers } = response;
  for (const [name, value] of Object.entries(securityHeaders)) headers.set(name, value);
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", apiContentSecurityPolicy);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  headers.set("x-request-id", requestId);
  return response;
}
