import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished } from "vitest";
import type { Auth } from "@/lib/auth/auth";
import type { Config } from "@/lib/config";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { createFileAuth } from "./fileAuth";
import { testConfig } from "./testAuth";
import { approve } from "./testBrowser";

export const origin = "http://localhost:3000";

interface Wish {
  person?: string;
  account?: string;
  more?: Record<string, string>;
}

/** A simulated Google for each test of a file, with a clock that the test moves. */
export function googleBench() {
  const clock = { nowMs: 0 };
  const now = () => clock.nowMs;
  let simulator: Simulator;
  let config: Config;

  beforeEach(async () => {
    clock.nowMs = Date.now();
    simulator = await startSimulator({ port: 0, now, latency: { firstTokenMs: 0, tokenMs: 0 } });
    config = await testConfig(simulator.issuer, simulator.env);
    return () => simulator.close();
  });

  function openAuth(change: Partial<Config> = {}): Auth {
    const auth = createFileAuth({ config: { ...config, ...change }, now, random: () => 0 });
    onTestFinished(() => auth.close());
    return auth;
  }

  async function connect(auth: Auth, { person, account, more }: Wish = {}): Promise<string> {
    const { url } = await auth.google.start({ origin, account });
    return auth.google.callback(await answerTo(url, person, "approve", more));
  }

  return {
    clock,
    openAuth,
    connect,
    get simulator() {
      return simulator;
    },
    get config() {
      return config;
    },
    readFile: async () => JSON.parse(await readFile(join(config.dataDir, "google-auth.json"), "utf8")),
    refreshes: () => simulator.requests.filter(({ facts }) => facts.grant === "refresh_token"),
  };
}

/** What Google sends the browser back with. */
export async function answerTo(url: string, person = "ada", decision: "approve" | "deny" = "approve", more = {}) {
  const back = new URL(await approve(url, person, decision, more));
  expect(`${back.origin}${back.pathname}`).toBe(`${origin}/api/auth/google/callback`);
  const { state = "", code = "", error } = Object.fromEntries(back.searchParams);
  return error === undefined ? { state, code } : { state, error };
}

export const queryOf = (url: string) => Object.fromEntries(new URL(url).searchParams);
