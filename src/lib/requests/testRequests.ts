import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { requestNode, toRequest } from "@/lib/nodes/requestNode";
import { createNodeAssets } from "@/lib/runs/nodeAssets";
import { createFileAssetStore } from "@/lib/storage/file/fileAssetStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import { createGuardedFetch } from "./guardedFetch";
import { createSendRequest, type SendRequestDeps } from "./sendRequest";

/** What every secret of a `sender` is. */
export const KEY = "s3cret/value & more";

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage["headers"];
  body: string;
}

type Answer = (request: Seen, response: ServerResponse) => void;

/** A server on this computer that answers so; what it was asked is in `seen`. */
export async function serve(answer: Answer) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const one = { method: request.method, url: request.url, headers: request.headers, body };
    seen.push(one);
    answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { seen, port, origin: `http://127.0.0.1:${port}` };
}

/** Sends the requests of nodes, with secrets by their names and the origins that each may go to. */
export async function sender(secrets: Record<string, string[]> = {}, change: Partial<SendRequestDeps> = {}) {
  const waits: number[] = [];
  const rules = { mayReachHere: true, allowed: new Set<string>(), ownPort: 1 };
  const send = createSendRequest({
    fetch: createGuardedFetch(rules),
    secrets: {
      open: async (name) => {
        const origins = secrets[name];
        if (origins === undefined) throw new AppError("not_found", `There is no secret ${name}.`);
        return { value: KEY, origins };
      },
    },
    assets: createNodeAssets(createFileAssetStore(await testDirectory())),
    rules,
    sleep: async (ms) => void waits.push(ms),
    ...change,
  });
  const ask = (
    data: Record<string, unknown>,
    inputs: Record<string, Value> = {},
    signal = new AbortController().signal,
  ) => send(toRequest({ data: requestNode.schema.parse(data), inputs, runInputs: {} }), signal);
  const fail = (...args: Parameters<typeof ask>) =>
    ask(...args).then(
      () => Promise.reject(new Error("it did not fail")),
      (error: AppError) => error,
    );
  return { ask, fail, waits };
}

/** Answers with this. */
export const json =
  (value: unknown, status = 200): Answer =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  };
