import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { startChild } from "@/lib/auth/testkit/testChild";
import { askRaw, type Sent } from "./testAsk";

/** A server of its own process, and all that it has said to anybody. */
export interface DoorServer {
  port: number;
  ask(asked: Asked): Promise<Answered>;
  /** Every answer with its headers, and the log. */
  said(): string;
}

export interface Asked extends Sent {
  method: string;
  path: string;
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

async function ask(port: number, { path, ...sent }: Asked): Promise<Answered> {
  const response = await askRaw(`http://127.0.0.1:${port}${path}`, sent);
  const body = await text(response).catch(() => "");
  return { status: response.statusCode ?? 0, body, headers: response.headers };
}
