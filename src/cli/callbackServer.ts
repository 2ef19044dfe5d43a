import { createServer } from "node:http";
import { isAppError } from "@/types/errors";

export interface CallbackServer {
  /** Takes the place of the app's origin for one sign-in. */
  origin: string;
  /** Resolves to what `finish` gave when the browser came back. @throws AppError when it came back with a failure */
  outcome: Promise<string>;
  close(): void;
}

/**
 * The app's callback route `path` for a sign-in that begins at the terminal: the loopback listener, or the issuer, sends
 * the browser here. Whoever else asks gets nothing.
 */
export async function openCallbackServer(
  path: string,
  finish: (answer: URLSearchParams) => Promise<string>,
): Promise<CallbackServer> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const server = createServer(async (request, response) => {
    const url = URL.parse(request.url ?? "/", "http://127.0.0.1");
    if (request.method !== "GET" || url?.pathname !== path) return void response.writeHead(404).end();
    try {
      resolve(await finish(url.searchParams));
      response.writeHead(200, pageHeaders).end("You are connected. Close this page and go back to the terminal.");
    } catch (error) {
      reject(error);
      const words = isAppError(error) ? error.message : "The sign-in failed. The terminal has the details.";
      response.writeHead(200, pageHeaders).end(words);
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  promise.catch(() => undefined); // told by whoever waits for it, if anybody does
  return {
    origin: `http://127.0.0.1:${port}`,
    outcome: promise,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @throws AppError as `outcome`, and what aborts the signal */
export function untilBack({ outcome }: CallbackServer, signal: AbortSignal): Promise<string> {
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  return Promise.race([outcome, interrupted]);
}

const pageHeaders = {
  "content-type": "text/plain; charset=utf-8",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  connection: "close",
};
