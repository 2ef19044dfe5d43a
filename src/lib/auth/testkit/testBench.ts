import { beforeEach, onTestFinished } from "vitest";
import type { Auth } from "@/lib/auth/auth";
import type { Config } from "@/lib/config";
import { createFileAuth } from "./fileAuth";
import { REMOTE_ORIGIN, readAuthFile, testConfig } from "./testAuth";
import { approve } from "./testBrowser";
import { freePort } from "./testPorts";

interface ConnectWish {
  /** Who signs in. */
  person?: string;
  /** The person lets the plan be used. */
  lets?: boolean;
  account?: string;
  another?: boolean;
  consent?: boolean;
}

/** What is used here of the simulator. */
interface TestServer {
  issuer: string;
  requests: readonly { path: string; status: number; facts: Record<string, unknown> }[];
  close(): Promise<void>;
}

/** A simulator and fresh directories for each test of the file, and the ways of a person who connects. */
export function createTestBench<S extends TestServer>(
  startServer: (options: { port: number; now: () => number }) => Promise<S>,
) {
  const bench = {
    // Both stand from the first test's beginning.
    simulator: undefined as unknown as S,
    config: undefined as unknown as Config,
    clock: { nowMs: 0 },

    /** As after a start of the server. */
    openAuth(): Auth {
      const auth = createFileAuth({ config: bench.config, now: () => bench.clock.nowMs, random: () => 0 });
      onTestFinished(() => auth.close());
      return auth;
    },

    start: (auth: Auth, wish: Omit<ConnectWish, "person" | "lets"> = {}) =>
      auth.start({ route: "siwc", origin: REMOTE_ORIGIN, ...wish }),

    async connect(auth: Auth, { person = "ada", lets = true, ...wish }: ConnectWish = {}) {
      const { url } = await bench.start(auth, wish);
      return auth.exchange({ url: await approve(url, person, "approve", lets ? { plan_use: "on" } : {}) });
    },

    bearerOf: async (auth: Auth) => (await (await auth.credentials("openai-auth")).get()).bearer,

    clientOf: async () => (await readAuthFile(bench.config)).accounts[0].client_id,

    posts: (path: string) =>
      bench.simulator.requests.filter((request) => request.path === `/api/accounts/oauth/${path}`),
  };

  beforeEach(async () => {
    bench.clock.nowMs = Date.now();
    const simulator = await startServer({ port: 0, now: () => bench.clock.nowMs });
    bench.simulator = simulator;
    const environment = { OPENAI_OAUTH_CALLBACK_PORTS: String(await freePort()) };
    bench.config = await testConfig(simulator.issuer, environment);
    return () => simulator.close();
  });
  return bench;
}
