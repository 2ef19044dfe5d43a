import type { StreamStep } from "@/simulator/http/stream";
import type { Scenario } from "@/simulator/scenarios/scenario";
import type { Latency } from "@/simulator/types";
import { streamFailures } from "./streamFailures";

const usualSlowSeconds = 20;
const usualStallSeconds = 600;

/** Puts the time of the words, and the breaks that scenarios ask for, between the pieces of an answer. */
export function* pacedPieces(
  pieces: string[],
  latency: Latency,
  scenarios: Scenario[],
  toStep: (piece: string) => StreamStep,
): Generator<StreamStep> {
  const asked = (word: Scenario["word"]) => scenarios.find((scenario) => scenario.word === word);
  const middle = Math.ceil(pieces.length / 2);
  const stall = asked("stall");
  for (const [index, piece] of pieces.entries()) {
    if (index === middle && asked("cut") !== undefined) yield { hangUp: true };
    if (index === middle && stall !== undefined) yield { waitMs: (stall.amount ?? usualStallSeconds) * 1000 };
    if (index > 0) yield { waitMs: latency.tokenMs };
    yield toStep(piece);
  }
  if (asked("cut") !== undefined) yield { hangUp: true };
}

/** The silence before the first word. */
export function firstSilence(latency: Latency, scenarios: Scenario[]): StreamStep {
  const slow = scenarios.find((scenario) => scenario.word === "slow");
  return { waitMs: slow === undefined ? latency.firstTokenMs : (slow.amount ?? usualSlowSeconds) * 1000 };
}

/** Scenarios that break an answer off in the middle, without or with a reason. */
export function breaksOff(scenarios: Scenario[]): Scenario | undefined {
  const words = ["cut-quietly", "error-event", ...Object.keys(streamFailures)];
  return scenarios.find((scenario) => words.includes(scenario.word));
}
