import type { FetchLike } from "@modelcontextprotocol/client";
import { AppError } from "@/types/errors";
import { isLoopbackHost, isToolServerUrl } from "@/types/outboundUrl";
import { boundedBody } from "./boundedBody";
import { ourOwn } from "./toolServerEdit";

const MAX_REDIRECTS = 5;

export interface ToolFetchOptions {
  fetch: typeof fetch;
  /** Of the server: one that is not on this computer leads to nothing that is. */
  serverUrl: string;
  /** Whether an address is that of our own `/mcp`. */
  isOurs(url: URL): boolean;
  /** Of one answer, or of one event of a stream. */
  maxBytes: number;
  /** An answer was larger than that. */
  onTooLarge(): void;
}

/**
 * The way out to a server of tools and to the issuer that it names: each address, that of a redirect too, is one that
 * Patchbay sends to. A redirect of what is no reading is not followed, and none takes headers to another origin.
 */
export function createToolFetch({ fetch, serverUrl, isOurs, maxBytes, onTooLarge }: ToolFetchOptions): FetchLike {
  const isHere = isLoopbackHost(new URL(serverUrl).hostname);
  const check = (url: URL) => requireAllowed(url, { isHere, isOurs });
  return async (input, init = {}) => {
    let url = new URL(input);
    let headers = new Headers(init.headers);
    for (let count = 0; ; count++) {
      check(url);
      const answer = await fetch(url, { ...init, headers, redirect: "manual" });
      const location = answer.headers.get("location");
      const isRedirect = answer.status >= 300 && answer.status < 400 && location !== null;
      const isReading = (init.method ?? "GET") === "GET";
      // Whoever said "manual" looks at redirects itself, and asks for the next address through here.
      if (!isRedirect || init.redirect === "manual") return boundedBody(answer, maxBytes, onTooLarge);
      await answer.body?.cancel();
      if (!isReading) throw failed(`${url.host} leads elsewhere what was sent to it, which Patchbay does not follow`);
      if (count === MAX_REDIRECTS) throw failed(`${url.host} leads from one address to the next without end`);
      const next = new URL(location, url);
      if (next.origin !== url.origin) headers = onlyHarmless(headers);
      url = next;
    }
  };
}

function onlyHarmless(headers: Headers): Headers {
  return new Headers([...headers].filter(([name]) => ["accept", "mcp-protocol-version"].includes(name)));
}

interface Rules {
  isHere: boolean;
  isOurs(url: URL): boolean;
}

/** @throws AppError `tool_failed` */
function requireAllowed(url: URL, { isHere, isOurs }: Rules): void {
  if (isOurs(url)) throw ourOwn();
  const plain = `${url.origin}${url.pathname}${url.search}`;
  if (url.username !== "" || !isToolServerUrl(plain)) {
    throw failed(`${url.host} is no address that Patchbay sends to: https, or http on this computer`);
  }
  if (!isHere && isLoopbackHost(url.hostname)) {
    throw failed("A server elsewhere leads to an address on this computer, which Patchbay does not follow");
  }
}

function failed(words: string): AppError {
  return new AppError("tool_failed", `${words}.`);
}
