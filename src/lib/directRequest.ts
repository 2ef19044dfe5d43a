import type { IncomingHttpHeaders } from "node:http";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { type Dispatcher, request } from "undici";
import { fromNodeHeaders } from "./nodeHeaders";
import { postStraight } from "./straightPost";

/** What an answer says before its body. */
export interface DirectResponse {
  ok: boolean;
  status: number;
  headers: Headers;
  body: Readable;
}

export interface DirectRequest {
  /** In the order in which they go out. */
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}

/** As it came, its body packed as it may be. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Readable;
}

type Post = (url: string, request: DirectRequest) => Promise<Answer>;

const posts = new WeakMap<typeof fetch, Post>();

/**
 * Says by which way a `fetch` goes out, through a dispatcher or straight on, so that a stream can be read from that way
 * without the layers of `fetch`.
 */
export function goesThrough(way: typeof fetch, dispatcher?: Dispatcher): typeof fetch {
  posts.set(way, dispatcher === undefined ? (url, request) => postStraight(url, request) : postThrough(dispatcher));
  return way;
}

/**
 * Posts without a `Response` of the Web around the body, where it is known how a `fetch` goes out: each read of its
 * streams costs more than everything else that a relay does. Undefined where only `fetch` itself can be asked.
 * Nothing is followed, as with `redirect: "manual"`. @throws as `fetch` does; on the body errors of Node, undici and zlib
 */
export async function postDirectly(
  way: typeof fetch,
  url: string,
  request: DirectRequest,
): Promise<DirectResponse | undefined> {
  const post = posts.get(way);
  if (post === undefined) return undefined;
  const { status, ...answer } = await post(url, request).catch((cause: unknown) => {
    throw new TypeError("fetch failed", { cause });
  });
  const headers = fromNodeHeaders(answer.headers);
  const body = unpacked(answer.body, headers.get("content-encoding"));
  return { ok: status >= 200 && status < 300, status, headers, body };
}

function postThrough(dispatcher: Dispatcher): Post {
  return async (url, { headers, body, signal }) => {
    const { statusCode, ...answer } = await request(url, { method: "POST", headers, body, signal, dispatcher });
    return { status: statusCode, headers: answer.headers, body: answer.body };
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
