import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { Transform } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

export interface DatabaseWay {
  /** The address of the same database, on this way. */
  url: string;
  /** Breaks all connections; new ones break too, until it is opened. */
  shut(): void;
  open(): void;
  /** What the database answers takes so much longer from now on, in milliseconds. */
  slowDown(ms: number): void;
  close(): Promise<void>;
}

/** A way to a PostgreSQL server that can be cut and made slow. */
export async function openDatabaseWay(url: string): Promise<DatabaseWay> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let isShut = false;
  let delayMs = 0;
  const delayed = () =>
    new Transform({
      transform: (chunk, _, done) => {
        if (delayMs === 0) done(null, chunk);
        else void sleep(delayMs).then(() => done(null, chunk));
      },
    });
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      open.add(socket);
      socket
        .on("error", () => undefined)
        .on("close", () => {
          open.delete(socket);
          other.destroy();
        });
    }
    if (isShut) client.destroy();
    else client.pipe(database).pipe(delayed()).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const way = new URL(url);
  way.port = String((server.address() as AddressInfo).port); // it listens on a port
  return {
    url: way.href,
    shut: () => {
      isShut = true;
      for (const socket of open) socket.destroy();
    },
    open: () => {
      isShut = false;
    },
    slowDown: (ms) => {
      delayMs = ms;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
