import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import type { AccessKey } from "@/lib/access/accessKeys";
import { type Admitted, admit } from "@/lib/access/admission";
import { admitByKey } from "@/lib/access/keyVisitor";
import { watchVisit } from "@/lib/access/visit";
import { fromNodeHeaders } from "@/lib/nodeHeaders";
import { apiContentSecurityPolicy, securityHeaders } from "@/lib/security/headers";
import { parseRequest, readJson } from "@/lib/security/requestBody";
import { guardRequest } from "@/lib/security/requestGuard";
import type { Services } from "@/lib/services";
import type { Session } from "@/lib/storage/ports";
import type { AppError } from "@/types/errors";
import type { Person } from "@/types/people";
import { type EventStreamOptions, streamEvents } from "./eventStream";
import type { GatewayRoute } from "./route";

const MEGABYTE = 1024 * 1024;

/** One for all: every connection ends some day, and nobody reads where. */
const left = new DOMException("The client has left.", "AbortError");

/** A request that was let in, and its answer. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  headers: Headers;
  /** Named groups of the path. */
  params: Record<string, string>;
  requestId: string;
  /** Aborts when the client leaves. */
  signal: AbortSignal;
  /** As whoever asks has and may use them. */
  services: Services;
  /** Who asks, where people have names. */
  person: Person | undefined;
  /** Of a door that takes keys. */
  key: AccessKey | undefined;
  session: Session | undefined;
  /** The JSON of the body. @throws AppError `invalid_request`, `too_large` */
  body(): Promise<unknown>;
  /** @throws AppError `invalid_request`, `too_large` */
  json<Schema extends z.ZodType>(schema: Schema): Promise<z.infer<Schema>>;
  /** Answers with JSON. */
  answer(status: number, body: unknown, headers?: Record<string, string>): void;
  /** Answers with events as they come; resolves when the answer has ended, however it did. */
  stream<T>(source: AsyncIterable<T>, options: StreamOptions<T>): Promise<void>;
}

export interface StreamOptions<T> extends Pick<EventStreamOptions<T>, "encode" | "relayOf" | "toLast"> {
  headers?: Record<string, string>;
}

/** Checks who asks, and for what. @throws AppError as `guardRequest` and `admit` */
export async function openExchange(
  services: Services,
  route: GatewayRoute,
  { request, response, url, requestId }: Pick<Exchange, "request" | "response" | "url" | "requestId">,
): Promise<Exchange> {
  const { method = "GET" } = request;
  const headers = fromNodeHeaders(request.headers);
  guardRequest({ method, headers }, services.allowedHosts);
  const { person, key, session, ...own } = await findVisitor(services, route, {
    method,
    pathname: url.pathname,
    headers,
  });
  const gone = new AbortController();
  response.once("close", () => gone.abort(left));
  const { signal } = gone;
  const body = () => {
    // A body that is refused in the middle still gets its answer.
    const incoming = { headers, signal, body: request.iterator({ destroyOnReturn: false }) };
    return readJson(services.bodies, incoming, route.maxBytes ?? MEGABYTE);
  };
  return {
    ...{ request, response, url, headers, requestId, signal, person, key, session, body },
    services: own.services,
    params: { ...route.path.exec(url.pathname)?.groups },
    json: async (schema) => parseRequest(schema, await body()),
    answer: (status, answer, more) => answerJson(response, status, answer, more),
    stream: (source, { headers: more, ...options }) => {
      const watch = (end: (why: AppError) => void) => watchVisit(services, { session, key }, end);
      return streamEvents(response, source, { ...options, headers: more, gone, watch });
    },
  };
}

/** Of a door that lets in by keys alone. */
export function requireKey({ key }: Pick<Exchange, "key">): AccessKey {
  if (key === undefined) throw new Error("A request has come past the door.");
  return key;
}

/** As JSON; nothing happens where the client has left. */
export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  if (response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", ...headers });
  response.end(JSON.stringify(body));
}

/** Headers of every answer, whatever comes of it. */
export function setStandingHeaders(response: ServerResponse, requestId: string): void {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  response.setHeader("content-security-policy", apiContentSecurityPolicy);
  response.setHeader("x-request-id", requestId);
}

async function findVisitor(
  services: Services,
  { admits }: GatewayRoute,
  asking: { method: string; pathname: string; headers: Headers },
): Promise<Admitted> {
  if (admits === "session") return admit(services, asking);
  const { headers } = asking;
  const authorization = headers.get("authorization");
  return admitByKey(services, { authorization, address: services.callerAddress(headers), scope: admits });
}
