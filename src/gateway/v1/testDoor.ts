import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI, { type ClientOptions } from "openai";
import { afterAll, afterEach, beforeAll } from "vitest";
import { useServices } from "@/app/api/testServices";
import { startTestGateway, type TestGateway } from "@/gateway/testGateway";
import { parseConfig } from "@/lib/config";
import type { Services } from "@/lib/services";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { createBrowser } from "@/simulator/testkit/browser";
import type { CreateAccessKey } from "@/types/access";

/** `/v1` of a server whose providers are simulated. */
export interface TestDoor {
  services: Services;
  gateway: TestGateway;
  /** An access key that opens it. */
  key: string;
  /** The account that was signed in to. */
  account: string;
  openai(options?: ClientOptions): OpenAI;
}

/** Simulated providers for all tests of a file. */
export function doorBench() {
  let simulator: Simulator;
  const directory = join(tmpdir(), `patchbay-v1-${randomUUID()}`);
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  });
  afterEach(() => simulator.control.reset());
  afterAll(async () => {
    await simulator.close();
    await rm(directory, { recursive: true, force: true });
  });
  return {
    get simulator() {
      return simulator;
    },
    /** A server of its own until the test ends, signed in to a plan, with keys. */
    open: async (keyOf: Partial<CreateAccessKey> = {}): Promise<TestDoor> => {
      const { services, account } = await useSimulated(simulator, directory);
      const { key } = await services.accessKeys.create({ name: "Test", scopes: ["v1"], ...keyOf });
      const gateway = await startTestGateway(services);
      const openai = (options: ClientOptions = {}) =>
        new OpenAI({ apiKey: key, baseURL: `${gateway.url}/v1`, maxRetries: 0, ...options });
      return { services, gateway, key, account, openai };
    },
  };
}

/**
 * A server until the test ends, all of whose providers are simulated: with their keys, and signed in to a plan, whose
 * account comes with it. One of the same name goes on with what the last one kept.
 */
export async function useSimulated(
  { env, url }: Simulator,
  directory: string,
  name: string = randomUUID(),
): Promise<{ services: Services; account: string }> {
  const services = useServices(
    parseConfig({
      ...env,
      OPENAI_API_KEY: "sk-simulated",
      ANTHROPIC_API_KEY: "simulated",
      GEMINI_API_KEY: "simulated",
      COMPATIBLE_BASE_URL: `${url}/ollama/v1`,
      PATCHBAY_DATA_DIR: join(directory, name),
      XDG_CONFIG_HOME: join(directory, `${name}-config`),
      LOG_LEVEL: "silent",
    }),
  );
  const [known] = (await services.auth.status()).accounts;
  return { services, account: known?.id ?? (await signIn(services)) };
}

async function signIn({ auth }: Services): Promise<string> {
  const { url } = await auth.start({ route: "codex", origin: "http://patchbay.example:3000" });
  return (await auth.exchange({ url: (await createBrowser().signIn(url, "ada")).href })).id;
}
