import type { IncomingHttpHeaders } from "node:http";

/** What Node or undici has received, as the Web has headers. */
export function fromNodeHeaders(received: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(received)) {
    if (typeof value === "string") headers.append(name, value);
    else for (const one of value ?? []) headers.append(name, one);
  }
  return headers;
}
