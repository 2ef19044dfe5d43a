import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { checkIds } from "@/app/api/checkIds";
import { observed } from "@/app/api/observeRequest";
import { type AccessKey, bearerOf, KEY_PREFIX } from "@/lib/access/accessKeys";
import { admitByKey, type KeyVisitor, withinKey } from "@/lib/access/keyVisitor";
import { scopeOf } from "@/lib/access/scopeOf";
import type { Visitor } from "@/lib/people/door";
import { apiContentSecurityPolicy, securityHeaders } from "@/lib/security/headers";
import { readJson } from "@/lib/security/requestBody";
import { guardRequest } from "@/lib/security/requestGuard";
import type { Services } from "@/lib/services";
import { services } from "@/lib/services";
import { type Cut, cuttable } from "@/lib/sse/cuttable";
import { encodeEvent, type OutgoingEvent } from "@/lib/sse/encode";
import { orUntoldStorageError } from "@/lib/storage/file/storageError";
import type { Session } from "@/lib/storage/ports";
import { AppError, type ErrorBody, httpStatusOf, isAbort, isAppError, toErrorBody } from "@/types/errors";
import { type Person, type Role, reaches } from "@/types/people";

const MEGABYTE = 1024 * 1024;

export interface RouteOptions {
  /** Also for navigations that come from another site: the way back from a sign-in. */
  allowCrossSite?: boolean;
  /** Answers without a session. */
  isPublic?: boolean;
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
        const visitor = await admit(request, options);
        const context = toContext(request, segments, visitor, requestId, options);
        checkIds(segments, context.url.searchParams);
        const answer = await handle(context);
        response = answer instanceof Response ? answer : Response.json(answer);
        if (context.session !== undefined) response = endWithSession(response, context.session, context);
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
  { person, session, key, services: keyed }: Visitor & Partial<KeyVisitor>,
  requestId: string,
  { maxBytes = MEGABYTE }: RouteOptions,
): RouteContext {
  const url = new URL(request.url);
  const { bodies, of } = services();
  return {
    request,
    url,
    services: keyed ?? (person === undefined ? services() : of(person)),
    person,
    key,
    session,
    address: services().callerAddress(request.headers),
    requestId,
    param: (name) => String(params[name]),
    query: (schema) => parse(schema, Object.fromEntries(url.searchParams)),
    json: async (schema) => parse(schema, await readJson(bodies, request, maxBytes)),
    bytes: (work) => bodies.use(request, { maxBytes }, work),
  };
}

/** Who asks; nobody in particular where no session is needed. @throws AppError `login_required`, `not_allowed`, `storage_failed` */
async function admit(request: Request, { isPublic, role }: RouteOptions): Promise<Visitor & Partial<KeyVisitor>> {
  if (isPublic) return {};
  const visitor = (await findByKey(request)) ?? (await services().door.find(request.headers.get("cookie")));
  if (visitor === undefined) throw new AppError("login_required", "Sign in to this Patchbay first.");
  const needed = role ?? (reading.has(request.method) ? "runner" : "editor");
  if (visitor.person !== undefined && !reaches(visitor.person.role, needed))
    throw notAllowed(visitor.person.role, needed);
  return visitor;
}

/** Undefined where none of our keys is given. A key decides alone, whatever cookie comes with it. */
async function findByKey(request: Request): Promise<KeyVisitor | undefined> {
  const authorization = request.headers.get("authorization");
  if (!bearerOf(authorization)?.startsWith(KEY_PREFIX)) return undefined;
  const address = services().callerAddress(request.headers);
  const scope = scopeOf({ method: request.method, pathname: new URL(request.url).pathname });
  const visitor = await admitByKey(services(), { authorization, address, scope });
  return { ...visitor, services: withinKey(visitor.services, visitor.key) };
}

const reading: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

function notAllowed(role: Role, needed: Role): AppError {
  return new AppError("not_allowed", `This takes the role ${needed}, and yours is ${role}. An admin can change that.`, {
    role,
    needed,
  });
}

/** A stream of events lasts long, but no longer than the session in which it was asked for. */
function endWithSession(response: Response, session: Session, { services, requestId }: RouteContext): Response {
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  if (!isStream || response.body === null) return response;
  const ended = new AppError("login_required", "Your session has ended. Sign in again.");
  const last = encodeEvent({ event: "error", data: { error: toErrorBody(ended, requestId) } });
  const watch = (cut: Cut) => services.door.watch(session, () => cut(new TextEncoder().encode(last)));
  return new Response(cuttable(response.body, watch), response);
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  const [first] = issues;
  const where = first?.path ? `${first.path}: ` : "";
  throw new AppError("invalid_request", `The request does not fit. ${where}${first?.message ?? ""}`, {
    issues: issues.slice(0, 20),
  });
}

function toErrorResponse(error: unknown, requestId: string): Response {
  // Whoever aborted is not there to read this.
  if (isAbort(error)) return new Response(null, { status: 499 });
  const body = reportFailure(error, requestId);
  return Response.json({ error: body }, { status: httpStatusOf[body.code] });
}

/** A failure as its JSON; a bug is logged once, and the person gets the id to find it by. */
function reportFailure(error: unknown, requestId: string): ErrorBody {
  if (!isAppError(error)) services().log.error("A route failed.", error, { requestId });
  return toErrorBody(orUntoldStorageError(error), requestId);
}

/** The last event of a stream that failed on its way; nobody is told of an abort. */
export function toErrorEvent(error: unknown, requestId: string): OutgoingEvent | undefined {
  return isAbort(error) ? undefined : { event: "error", data: { error: reportFailure(error, requestId) } };
}

function withHeaders(response: Response, requestId: string): Response {
  const { headers } = response;
  for (const [name, value] of Object.entries(securityHeaders)) headers.set(name, value);
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", apiContentSecurityPolicy);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  headers.set("x-request-id", requestId);
  return response;
}
