import type { IncomingMessage, ServerResponse } from "node:http";
import { type Encoding, encodeWhole } from "./encoding";

/** One request being answered: Node's own objects, the parsed address, and what the recorder may keep of it. */
export interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
  method: string;
  path: string;
  query: URLSearchParams;
  /** Facts of the request that tests and people may look at; never a secret. */
  facts: Record<string, unknown>;
  /** How the answer is compressed; undefined: not. */
  encoding?: Encoding;
}

export type Handler = (exchange: Exchange, params: Record<string, string>) => Promise<void> | void;

export interface Route {
  method: string;
  /** Matches the whole path; named groups become `params`, percent-decoded. */
  path: RegExp;
  /** Further conditions; without them the path alone decides. */
  when?: (exchange: Exchange) => boolean;
  handle: Handler;
}

/** An answer other than success. Thrown by a check, written by the dispatcher. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** What ChatGPT's backend says when it refuses: `{"detail": …}`, not the OpenAI error object. */
export function detailRefusal(status: number, detail: unknown, headers?: Record<string, string>): Refusal {
  return new Refusal(status, { detail }, headers);
}

export function sendJson(exchange: Exchange, body: unknown, status = 200, headers: Record<string, string> = {}): void {
  send(exchange, JSON.stringify(body), status, { "content-type": "application/json", ...headers });
}

export function sendHtml(exchange: Exchange, html: string, status = 200): void {
  send(exchange, html, status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
}

export function send(exchange: Exchange, body: string, status: number, headers: Record<string, string>): void {
  const { res, encoding } = exchange;
  if (res.headersSent || res.destroyed) return;
  if (encoding === undefined) {
    res.writeHead(status, { "content-length": String(Buffer.byteLength(body)), ...headers });
    res.end(body);
    return;
  }
  res.writeHead(status, { ...headers, "content-encoding": encoding });
  void encodeWhole(body, encoding).then((encoded) => res.end(encoded));
}
