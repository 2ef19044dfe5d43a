import { once } from "node:events";
import { type IncomingMessage, request as nodeRequest } from "node:http";

export interface Sent {
  method?: string;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** By Node's own client, which sends any Host and Origin; nothing of the body has been read. */
export async function askRaw(url: string, { method = "GET", body, headers }: Sent): Promise<IncomingMessage> {
  const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  const request = nodeRequest(url, { method, headers: { ...type, ...headers } });
  request.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = await once(request, "response");
  // What breaks from now on is told by the body.
  request.on("error", () => undefined);
  return response;
}
