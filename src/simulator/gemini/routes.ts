import { setTimeout as sleep } from "node:timers/promises";
import { composeAnswer } from "@/simulator/answers/compose";
import { parseJsonObject, readBody } from "@/simulator/http/body";
import { type Exchange, type Route, sendJson } from "@/simulator/http/exchange";
import { sendStream } from "@/simulator/http/stream";
import { comesWhole, isRefusal } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";
import { type GeminiPlan, geminiSteps, wholeResponse } from "./answer";
import { checkCaller } from "./caller";
import { findGeminiModel, geminiModels } from "./models";
import { readGeminiRequest } from "./readRequest";
import { geminiRefusal, googleRefusal, invalidArgument } from "./refusals";

/** Google's Gemini API under `/v1beta`. */
export function geminiRoutes(simulation: Simulation): Route[] {
  return [
    {
      method: "GET",
      path: /^\/v1beta\/models$/,
      handle(exchange) {
        checkCaller(simulation, exchange);
        sendJson(exchange, { models: geminiModels });
      },
    },
    {
      method: "POST",
      path: /^\/v1beta\/models\/(?<model>[^/:]+):generateContent$/,
      async handle(exchange, { model = "" }) {
        const plan = await planAnswer(simulation, exchange, model);
        await sleep(plan.latency.firstTokenMs);
        sendJson(exchange, wholeResponse(plan));
      },
    },
    {
      method: "POST",
      path: /^\/v1beta\/models\/(?<model>[^/:]+):streamGenerateContent$/,
      async handle(exchange, { model = "" }) {
        const plan = await planAnswer(simulation, exchange, model);
        if (exchange.query.get("alt") === "sse" && !comesWhole(plan.scenarios)) {
          await sendStream(exchange, geminiSteps(plan), simulation.counters);
          return;
        }
        // Without `alt=sse` the service sends one JSON array.
        sendJson(exchange, [wholeResponse(plan)]);
      },
    },
  ];
}

async function planAnswer(simulation: Simulation, exchange: Exchange, model: string): Promise<GeminiPlan> {
  const key = checkCaller(simulation, exchange);
  const body = parseJsonObject(await readBody(exchange));
  if (body === undefined) throw invalidArgument("Invalid JSON payload received.");
  exchange.facts.model = model;
  const found = findGeminiModel(model);
  if (found?.supportedGenerationMethods.includes("generateContent") !== true) {
    throw googleRefusal(
      404,
      "NOT_FOUND",
      `models/${model} is not found for API version v1beta, or is not supported for generateContent.`,
    );
  }
  const read = readGeminiRequest(model, body, key);
  // Found again by itself, without a key for it.
  const ask = simulation.promptCache.recall(key, "implicit", read);
  const scenarios = simulation.scenarios.due(key, model, ask.prompt);
  const refusal = scenarios.find(isRefusal);
  if (refusal !== undefined) throw geminiRefusal(refusal);
  return { key, model, body, answer: composeAnswer(ask, scenarios), scenarios, latency: simulation.switches.latency };
}
