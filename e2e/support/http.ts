import { request } from "node:http";

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface RawRequest {
  method?: string;
  /** Sent as the request line has it, so that it may be absolute. */
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A request with nothing added but what is asked for: browsers and `fetch` do not let Host or Sec-Fetch-* be set. */
export function rawRequest(
  appUrl: string,
  { method = "GET", path, headers = {}, body }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(appUrl);
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path, headers, agent: false, setHost: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk) => {
        text += chunk;
        // Streams of events have no end to wait for.
        if (answer.headers["content-type"]?.startsWith("text/event-stream")) outgoing.destroy();
      });
      answer.on("close", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
