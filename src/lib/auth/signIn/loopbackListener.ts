import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** The redirect URIs that are registered have this path, on whatever port. */
export const CALLBACK_PATH = "/auth/callback";

/** Waits on this computer for the browser to come back from a sign-in, and sends it on to the app. */
export interface LoopbackListener {
  /**
   * The port that listens, opened if need be and kept open for ten minutes more; undefined if all are busy. `port` is
   * the one that a browser already knows, instead of the usual ones.
   */
  open(port?: number): Promise<number | undefined>;
  close(): Promise<void>;
}

export interface LoopbackListenerOptions {
  /** Tried in this order: they are the ones registered for the client. 0 is any free one. */
  ports: number[];
  /** The app's callback for a pending sign-in of this `state`; undefined if there is none. */
  destinationOf(state: string): Promise<string | undefined>;
}

const LIFETIME_MS = 10 * 60_000;

interface Binding {
  port: number;
  servers: Server[];
}

export function createLoopbackListener({ ports, destinationOf }: LoopbackListenerOptions): LoopbackListener {
  let binding: Promise<Binding | undefined> | undefined;
  let expiry: NodeJS.Timeout | undefined;

  async function bindFirstFree(wanted: number[]): Promise<Binding | undefined> {
    for (const port of wanted) {
      const binding = await bindBothFamilies(port, answer);
      if (binding !== undefined) return binding;
    }
    return undefined;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOwnHost(request.headers.host, request.socket.localPort)) return reply(response, 403, "Wrong host.");
    const url = URL.parse(request.url ?? "/", "http://localhost");
    if (url?.pathname !== CALLBACK_PATH) return reply(response, 404, "Not found.");
    if (request.method !== "GET") return reply(response, 405, "Only GET.");
    const destination = await destinationOf(url.searchParams.get("state") ?? "").catch(() => undefined);
    if (destination === undefined) return reply(response, 400, unknownSignIn);
    response.setHeader("location", `${destination}${url.search}`);
    reply(response, 302, "");
  }

  const close = async () => {
    clearTimeout(expiry);
    const closing = binding;
    binding = undefined;
    for (const server of (await closing)?.servers ?? []) closeServer(server);
  };

  return {
    close,
    async open(port) {
      binding ??= bindFirstFree(port === undefined ? ports : [port]);
      const bound = await binding;
      if (bound === undefined) {
        binding = undefined;
        return undefined;
      }
      clearTimeout(expiry);
      expiry = setTimeout(close, LIFETIME_MS).unref();
      return bound.port;
    },
  };
}

const unknownSignIn =
  "This sign-in is not known here: it has expired, was cancelled, or began in another program. Go back to Patchbay and connect again.";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * `localhost` may mean either family, so a port is ours only if both are; where the computer has no IPv6, one is all.
 * Undefined if somebody else holds the port: it is left to them.
 */
async function bindBothFamilies(wanted: number, handler: Handler): Promise<Binding | undefined> {
  const v4 = await bind("127.0.0.1", wanted, handler);
  if (v4 === "busy" || v4 === "absent") return undefined;
  const address = v4.address();
  const port = typeof address === "object" && address !== null ? address.port : wanted;
  const v6 = await bind("::1", port, handler);
  if (v6 === "absent") return { port, servers: [v4] };
  if (v6 !== "busy") return { port, servers: [v4, v6] };
  closeServer(v4);
  return undefined;
}

function bind(host: string, port: number, handler: Handler): Promise<Server | "busy" | "absent"> {
  return new Promise((resolve) => {
    const server = createServer((request, response) => void handler(request, response));
    server.once("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT" ? "absent" : "busy");
    });
    server.listen({ host, port, ipv6Only: true }, () => resolve(server.unref()));
  });
}

/** Frees the port at once; an answer on its way has a second to get out. */
function closeServer(server: Server): void {
  server.close();
  setTimeout(() => server.closeAllConnections(), 1000).unref();
}

/** A page that resolves its own name to this computer must not be served (DNS rebinding). */
function isOwnHost(host: string | undefined, port: number | undefined): boolean {
  return [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`].includes(host ?? "");
}

/** Plain text that holds nothing of the request. */
function reply(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, {
      "content-type": "text/plain; charset=utf-8",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      connection: "close",
    })
    .end(text);
}
