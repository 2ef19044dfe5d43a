import type { IncomingHttpHeaders } from "node:http";

/** What Node or undici has received, as the Web has headers. */
export function fromNodeHeaders(received: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(received)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  return headers;
}
