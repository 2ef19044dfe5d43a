import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below the ports that systems hand out by themselves (from 32768 on), so that no listener on port 0 and no outgoing
 * connection is given one of these between the look and the use.
 */
const FIRST_PORT = 20_000;
const PORTS = 12_000;
const MAX_TRIES = 100;

/** A port of this computer that was free a moment ago, on IPv4 and IPv6. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const port = FIRST_PORT + randomInt(PORTS);
    if ((await isFree(port, "127.0.0.1")) && (await isFree(port, "::1"))) return port;
  }
  throw new Error(`None of ${MAX_TRIES} ports is free.`);
}

/** So many, no two of them the same. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}

async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    // Without IPv6 nothing stands in the way there.
    return error instanceof Error && "code" in error && error.code !== "EADDRINUSE";
  }
  await new Promise((resolve) => server.close(resolve));
  return true;
}
