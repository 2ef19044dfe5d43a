import type { Readable } from "node:stream";
import { pipeline } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Agent, type Dispatcher, request } from "undici";
import { fromNodeHeaders } from "./nodeHeaders";

/** What an answer says before its body. */
export interface DirectResponse {
  ok: boolean;
  status: number;
  headers: Headers;
  body: Readable;
}

export interface DirectRequest {
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}

const dispatchers = new WeakMap<typeof fetch, Dispatcher>();

/** Says by which way a `fetch` goes out, so that a stream can be read from that way without the layers of `fetch`. */
export function goesThrough(way: typeof fetch, dispatcher: Dispatcher = new Agent()): typeof fetch {
  dispatchers.set(way, dispatcher);
  return way;
}

/**
 * Posts without a `Response` of the Web around the body, where it is known how a `fetch` goes out: each read of its
 * streams costs more than everything else that a relay does. Undefined where only `fetch` itself can be asked.
 * Nothing is followed, as with `redirect: "manual"`. @throws as `fetch` does; on the body errors of undici and zlib
 */
export async function postDirectly(
  way: typeof fetch,
  url: string,
  { headers, body, signal }: DirectRequest,
): Promise<DirectResponse | undefined> {
  const dispatcher = dispatchers.get(way);
  if (dispatcher === undefined) return undefined;
  const answer = await request(url, { method: "POST", headers, body, signal, dispatcher }).catch((cause: unknown) => {
    throw new TypeError("fetch failed", { cause });
  });
  const received = fromNodeHeaders(answer.headers);
  return {
    ok: answer.statusCode >= 200 && answer.statusCode < 300,
    status: answer.statusCode,
    headers: received,
    body: unpacked(answer.body, received.get("content-encoding")),
  };
}

const unpackings: Record<string, () => NodeJS.ReadWriteStream & Readable> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Nobody is asked to pack an answer; some servers do it all the same. */
function unpacked(body: Readable, encoding: string | null): Readable {
  const unpack = unpackings[encoding?.trim().toLowerCase() ?? ""];
  // An error of either is one of what comes out.
  return unpack === undefined ? body : pipeline(body, unpack(), () => undefined);
}
