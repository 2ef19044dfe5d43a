import { request as nodeRequest } from "node:http";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { startChild } from "@/lib/auth/testkit/testChild";

/** A server of its own process, and all that it has said to anybody. */
export interface DoorServer {
  port: number;
  ask(asked: Asked): Promise<Answered>;
  /** Every answer with its headers, and the log. */
  said(): string;
}

export interface Asked {
  method: string;
  path: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
}

export interface Answered {
  status: number;
  body: string;
  headers: Record<string, string | string[] | undefined>;
}

/** Ends with the test. */
export async function startDoorServer(environment: Record<string, string>): Promise<DoorServer> {
  const child = startChild(new URL("../teams/server.child.ts", import.meta.url), [], {
    ...{ LOG_LEVEL: "debug", PATH: process.env.PATH ?? "" },
    ...environment,
  });
  onTestFinished(() => void child.process.kill());
  const port = Number(await child.nextLine());
  const answers: string[] = [];
  return {
    port,
    ask: async (asked) => {
      const answered = await ask(port, asked);
      answers.push(`${JSON.stringify(answered.headers)}\n${answered.body}`);
      return answered;
    },
    said: () => [...answers, child.complaints()].join("\n"),
  };
}

/** By Node's own client, which sends any Host and Origin. */
function ask(port: number, { method, path, headers = {}, body }: Asked): Promise<Answered> {
  const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  const to = { host: "127.0.0.1", port, method, path, headers: { ...type, ...headers } };
  return new Promise((resolve, reject) => {
    const request = nodeRequest(to, async (response) => {
      const answered = await text(response).catch(() => "");
      resolve({ status: response.statusCode ?? 0, body: answered, headers: response.headers });
    });
    request.on("error", reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
