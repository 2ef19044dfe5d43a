// @ts-check
import { randomUUID } from "node:crypto";

/** What routes and doors of other programs take, and pages; anything else would be a fault inside Next, or a Server Action, of which there are none. */
const routeMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const pageMethods = ["GET", "HEAD"];

/** In milliseconds. A whole request may take five minutes: 40 MB over a slow line. */
export const patience = {
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  connectionsCheckingInterval: 5_000,
  // There are no web sockets: such a request is answered like any other.
  shouldUpgradeCallback: () => false,
  /** Without a single byte of a request that has begun. */
  stall: 30_000,
  /** Without a single byte taken of an answer that waits for its reader, who came without a body. */
  readStall: 10_000,
};

/**
 * What stands before Next on each connection: requests that it would stumble over are answered here, and who stops
 * sending in the middle of one, or stops reading in the middle of an answer, loses the connection: Next waits for such
 * a reader without end, with all that was read for it.
 * @param {import("node:http").Server} server
 * @param {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => unknown} handle
 * @param {number} [stallMs]
 * @param {number} [readStallMs]
 */
export function openDoor(server, handle, stallMs = patience.stall, readStallMs = patience.readStall) {
  /** @type {WeakMap<import("node:net").Socket, import("node:http").ServerResponse>} */
  const answering = new WeakMap();
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    const { socket } = request;
    answering.set(socket, response);
    // Until the answer ends; it is the server's own listener that is told.
    if (request.method === "GET") response.setTimeout(readStallMs);
    response.once("close", () => answering.delete(socket));
    // Of the connection alone, which nobody can make up: route handlers see headers only.
    request.headers["x-patchbay-address"] = socket.remoteAddress ?? "";
    const fault = faultOf(request);
    if (fault === undefined) return handle(request, response);
    refuse(response, fault);
  });
  server.setTimeout(stallMs, (socket) => {
    const response = answering.get(socket);
    // A whole request that is still being answered may be silent for as long as a model thinks.
    if (response?.req.complete) return response.writableLength > 0 ? socket.destroy() : undefined;
    if (response !== undefined) socket.write(tooSlow);
    socket.destroySoon();
  });
}

/** Raw, since whoever was given the request may be about to answer as well. */
const tooSlow = "HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/** @typedef {{ status: number, message: string, headers?: Record<string, string> }} Fault */

/**
 * @param {import("node:http").IncomingMessage} request
 * @returns {Fault | undefined}
 */
function faultOf({ method = "", url = "", headers, rawHeaders }) {
  // The guard trusts the Host header: a request without one, or with something that may contradict it, ends here.
  if (!url.startsWith("/") || !headers.host || hostsIn(rawHeaders) !== 1) {
    return { status: 400, message: "Bad request: give a path and one Host." };
  }
  const methods = /^\/(?:api|v1|mcp)(?:[/?]|$)/.test(url) ? routeMethods : pageMethods;
  if (!methods.includes(method)) {
    return { status: 405, message: `Nothing here takes ${method}.`, headers: { allow: methods.join(", ") } };
  }
  if (!isDecodable(url)) return { status: 400, message: "Bad request: the address has a % that stands for nothing." };
  return undefined;
}

/** @param {string[]} rawHeaders names and values in turn */
function hostsIn(rawHeaders) {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host").length;
}

/** @param {string} url */
function isDecodable(url) {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/**
 * In the form of every failure of the API.
 * @param {import("node:http").ServerResponse} response
 * @param {Fault} fault
 */
function refuse(response, { status, message, headers }) {
  const requestId = randomUUID();
  response.writeHead(status, {
    ...headers,
    "content-type": "application/json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
    // What is left of its body is not waited for.
    connection: "close",
  });
  response.end(JSON.stringify({ error: { code: "invalid_request", message, requestId } }));
}
