import { setTimeout as sleep } from "node:timers/promises";
import type { Ask } from "@/simulator/answers/ask";
import { composeAnswer } from "@/simulator/answers/compose";
import type { JsonObject } from "@/simulator/http/body";
import { refusedCapability } from "@/simulator/responses/capabilities";
import { unsupportedValue } from "@/simulator/responses/refuse";
import type { ResponsePlan } from "@/simulator/responses/responsePlan";
import { isRefusal } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";
import { platformRefusal } from "./refusals";
import { refuseParameter } from "./requestRules";

/** What is answered to whoever sent the key, or the refusal that the prompt asks for. */
export function planAnswer(simulation: Simulation, key: string, body: JsonObject, ask: Ask): ResponsePlan {
  const scenarios = simulation.scenarios.due(key, ask.model, ask.prompt);
  const refusal = scenarios.find(isRefusal);
  if (refusal !== undefined) throw platformRefusal(refusal);
  const sent = { backend: "platform" as const, model: ask.model };
  const refused = refusedCapability(body, sent, simulation.switches.refuses, scenarios);
  if (refused !== undefined) {
    throw refuseParameter(`'${refused.what}' is not supported with ${ask.model}.`, refused.param, unsupportedValue);
  }
  return {
    body,
    answer: composeAnswer(simulation.promptCache.recall(key, body.prompt_cache_key, ask), scenarios),
    scenarios,
    latency: simulation.switches.latency,
    createdAtMs: simulation.now(),
    owner: key,
  };
}

/** A whole answer takes as long as its first token would. */
export async function takeTime(plan: ResponsePlan): Promise<void> {
  await sleep(plan.latency.firstTokenMs);
}
