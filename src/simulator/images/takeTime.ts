import { setTimeout as sleep } from "node:timers/promises";
import type { Exchange } from "@/simulator/http/exchange";
import type { Scenario } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";

const usualSlowSeconds = 20;

/** Nothing is sent while a picture is made. False: the client went away meanwhile, which is counted. */
export async function takeTime(
  { switches, counters }: Simulation,
  exchange: Exchange,
  scenarios: readonly Scenario[],
): Promise<boolean> {
  const slow = scenarios.find(({ word }) => word === "slow");
  const ms = slow === undefined ? switches.latency.firstTokenMs : (slow.amount ?? usualSlowSeconds) * 1000;
  const gone = new AbortController();
  exchange.res.once("close", () => gone.abort());
  counters.openStreams += 1;
  counters.mostOpenStreams = Math.max(counters.mostOpenStreams, counters.openStreams);
  try {
    await sleep(ms, undefined, { signal: gone.signal });
    return true;
  } catch (error) {
    if (!gone.signal.aborted) throw error;
    counters.abortedStreams += 1;
    exchange.facts.aborted = true;
    return false;
  } finally {
    counters.openStreams -= 1;
  }
}
