import { createPromptCache, type PromptCache } from "./answers/promptCache";
import { createUsageLedger, type UsageLedger } from "./codex/usageLedger";
import { createGoogleState, type GoogleState } from "./google/googleState";
import { createTokenLedger, type TokenLedger } from "./oidc/tokenLedger";
import { createScenarioMemory, type ScenarioMemory } from "./scenarios/scenarioMemory";
import { createSiwcState, type SiwcState } from "./siwc/siwcState";
import type { ArmedFailure, Counters, SimulatorOptions, Switches } from "./types";

/** Everything the parts of one running simulator share. */
export interface Simulation {
  /** Origin it answers on; also the issuer. */
  origin: string;
  now: () => number;
  switches: Switches;
  failures: ArmedFailure[];
  tokens: TokenLedger;
  siwc: SiwcState;
  google: GoogleState;
  usage: UsageLedger;
  scenarios: ScenarioMemory;
  promptCache: PromptCache;
  counters: Counters;
  log: (line: string) => void;
}

export function usualSwitches(options: SimulatorOptions): Switches {
  return {
    accessTokenSeconds: options.accessTokenSeconds ?? 3600,
    latency: { firstTokenMs: 400, tokenMs: 25, ...options.latency },
    jwks: "up",
    idToken: "none",
    promptStyle: "any",
    refreshDelayMs: 0,
    refreshAnswer: "full",
    deviceCode: "enabled",
    workspaceBackendOrigin: "NO_CONSTRAINT",
    parallelCalls: null,
    withdrawnModels: [],
    refuses: (["functions", "service_tier", "prompt_cache_key"] as const).map((what) => ({ what, backend: "siwc" })),
    compressed: false,
    siwcEarliestRefreshSeconds: null,
    siwcModels: "usual",
    siwcIssuer: "none",
  };
}

export function createSimulation(options: SimulatorOptions, origin: string): Simulation {
  const now = options.now ?? Date.now;
  return {
    origin,
    now,
    switches: usualSwitches(options),
    failures: [],
    tokens: createTokenLedger(),
    siwc: createSiwcState(),
    google: createGoogleState(),
    usage: createUsageLedger(now),
    scenarios: createScenarioMemory(),
    promptCache: createPromptCache(),
    counters: {
      tokenRequests: {},
      refreshReasons: {},
      refreshOutcomes: {},
      openStreams: 0,
      abortedStreams: 0,
      mostOpenStreams: 0,
    },
    log: options.log ?? (() => {}),
  };
}

/** Adds one to a named count. */
export function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
