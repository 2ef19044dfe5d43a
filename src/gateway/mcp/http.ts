import { randomUUID } from "node:crypto";
import {
  type AuthInfo,
  createMcpHandler,
  InMemoryServerEventBus,
  isLegacyRequest,
  type McpServerFactory,
  type ServerContext,
  type ServerEventBus,
} from "@modelcontextprotocol/server";
import { wordOf } from "@/lib/llm/narrow";
import type { WorkflowStore } from "@/lib/storage/ports";
import { createMcpServer, type OpenCall } from "./mcpServer";
import { createOffersWatch } from "./offers/offersWatch";
import type { McpCaller } from "./tool";
import { createOffersOfTools } from "./toolbox";

export interface McpHttpOptions {
  workflows: Pick<WorkflowStore, "list" | "read">;
  /** Gives the reference that the caller sees. */
  reportBug(error: unknown): string;
  /** Told of what callers send that the protocol does not have. */
  reportRefusal(error: Error): void;
}

export interface McpHttp {
  /**
   * `body` is the JSON of the request, whose signal fires once nobody reads its answer, and `hungUp` where that is the
   * client's wish.
   */
  fetch(request: Request, body: unknown, asking: { caller: McpCaller; hungUp: AbortSignal }): Promise<Response>;
}

/** Streams of changes that are held open at once. */
const MAX_SUBSCRIPTIONS = 500;

/**
 * The protocol over HTTP. Nothing of a client is kept between its requests, so that any server on one database answers
 * any of them: in the present revision each request says all that is to be known, and its end is a call's end. Clients
 * of the revisions before get an id for their session, by which a call that they cancel is found if it runs here.
 */
export function createMcpHttp({ workflows, reportBug, reportRefusal }: McpHttpOptions): McpHttp {
  const offers = createOffersOfTools();
  const { bus, onOffersChanged } = createWatchedBus(offers, workflows);
  const askers = new WeakMap<AuthInfo, Asker>();
  const sessionCalls = createSessionCalls();

  const factory: McpServerFactory = ({ authInfo }) => {
    const asker = authInfo && askers.get(authInfo);
    if (asker === undefined) throw new Error("A request has come past the door.");
    const { caller, session, hungUp } = asker;
    // Whoever hangs up does not want the answer.
    const openCall =
      session === undefined ? () => ({ cancelled: hungUp, close: () => {} }) : sessionCalls.opening(session);
    return createMcpServer({ caller, offers, onOffersChanged, reportBug, openCall });
  };
  // Comments that keep a stream open are the gateway's.
  const options = { bus, keepAliveMs: 0, maxSubscriptions: MAX_SUBSCRIPTIONS, onerror: reportRefusal };
  const handler = createMcpHandler(factory, options);
  // A call that says nothing for minutes would be given up for dead on the way.
  const callHandler = createMcpHandler(factory, { ...options, responseMode: "sse" });

  const serve = (request: Request, body: unknown, asker: Asker): Promise<Response> => {
    const authInfo: AuthInfo = { token: "", clientId: asker.caller.through.id ?? "", scopes: ["mcp"] };
    askers.set(authInfo, asker);
    return (isCall(body) ? callHandler : handler).fetch(request, { authInfo, parsedBody: body });
  };

  return {
    fetch: async (request, body, asking) => {
      if (!(await isLegacyRequest(request, body))) return serve(request, body, asking);
      const id = idOf(request);
      // One key must not cancel what another one has called.
      const session = `${asking.caller.through.id} ${id}`;
      sessionCalls.cancel(session, body);
      return withSession(await serve(request, body, { ...asking, session }), id);
    },
  };
}

/** Of a session, as its client says again what it was told; what is none of ours is not said after it. */
function idOf({ headers }: Request): string {
  const id = headers.get("mcp-session-id") ?? "";
  return /^[\x21-\x7e]{1,128}$/.test(id) ? id : randomUUID();
}

interface Asker {
  caller: McpCaller;
  hungUp: AbortSignal;
  /** Of a client of an older revision. */
  session?: string;
}

function isCall(body: unknown): boolean {
  return typeof body === "object" && body !== null && "method" in body && body.method === "tools/call";
}

function withSession(response: Response, id: string): Response {
  const headers = new Headers(response.headers);
  headers.set("mcp-session-id", id);
  return new Response(response.body, { status: response.status, headers });
}

/** Looks for changes of what is offered while somebody listens for them. */
function createWatchedBus(offers: ReturnType<typeof createOffersOfTools>, workflows: McpHttpOptions["workflows"]) {
  const inner = new InMemoryServerEventBus();
  const onOffersChanged = () => inner.publish({ kind: "tools_list_changed" });
  const watch = createOffersWatch({ offers, workflows, onChange: onOffersChanged });
  const bus: ServerEventBus = {
    publish: (event) => inner.publish(event),
    subscribe: (listener) => {
      const unsubscribe = inner.subscribe(listener);
      watch.start();
      return () => {
        unsubscribe();
        if (inner.listenerCount === 0) watch.stop();
      };
    },
  };
  return { bus, onOffersChanged };
}

/** Calls of clients that cancel by a message of its own, which may come on any connection. */
function createSessionCalls() {
  const open = new Map<string, AbortController>();
  return {
    opening:
      (session: string) =>
      ({ mcpReq }: ServerContext): OpenCall => {
        const key = `${session} ${mcpReq.id}`;
        const controller = new AbortController();
        open.set(key, controller);
        return { cancelled: controller.signal, close: () => void open.delete(key) };
      },
    cancel: (session: string, body: unknown): void => {
      for (const message of Array.isArray(body) ? body : [body]) {
        if (message?.method !== "notifications/cancelled") continue;
        open.get(`${session} ${wordOf(message.params?.requestId)}`)?.abort();
      }
    },
  };
}
