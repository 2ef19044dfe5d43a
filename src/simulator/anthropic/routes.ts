import { setTimeout as sleep } from "node:timers/promises";
import { parseJsonObject, readBody } from "@/simulator/http/body";
import { type Exchange, type Route, sendJson } from "@/simulator/http/exchange";
import { sendStream } from "@/simulator/http/stream";
import { comesWhole } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";
import { messageSteps, wholeMessage } from "./events";
import { anthropicModels, findAnthropicModel, toModelInfo } from "./models";
import { planAnswer } from "./plan";
import { anthropicRefusal, checkCaller, invalidRequest } from "./refusals";

/** Where the simulated API stands: its paths are those of other upstreams, too. */
export const anthropicPath = "/anthropic";

/** Anthropic's API under `/anthropic/v1`. */
export function anthropicRoutes(simulation: Simulation): Route[] {
  return [
    {
      method: "POST",
      path: /^\/anthropic\/v1\/messages$/,
      handle: (exchange) => answerMessages(simulation, exchange),
    },
    {
      method: "GET",
      path: /^\/anthropic\/v1\/models$/,
      handle(exchange) {
        checkCaller(exchange);
        sendJson(exchange, listPage(exchange));
      },
    },
    {
      method: "GET",
      path: /^\/anthropic\/v1\/models\/(?<model>[^/]+)$/,
      handle(exchange, { model = "" }) {
        checkCaller(exchange);
        const found = findAnthropicModel(model);
        if (found === undefined) throw anthropicRefusal(404, "not_found_error", `model: ${model}`);
        sendJson(exchange, toModelInfo(found));
      },
    },
  ];
}

async function answerMessages(simulation: Simulation, exchange: Exchange): Promise<void> {
  const { key, version } = checkCaller(exchange);
  const body = parseJsonObject(await readBody(exchange));
  if (body === undefined) throw invalidRequest("The request body is not valid JSON");
  exchange.facts.model = body.model;
  exchange.facts.parameters = Object.keys(body);
  const plan = planAnswer(simulation, key, version, body);
  const headers = { "request-id": "req_simulated" };
  if (body.stream === true && !comesWhole(plan.scenarios)) {
    return sendStream(exchange, messageSteps(plan), simulation.counters, headers);
  }
  await sleep(plan.latency.firstTokenMs);
  sendJson(exchange, wholeMessage(plan), 200, headers);
}

function listPage({ query }: Exchange) {
  const limit = Number(query.get("limit") ?? "20");
  if (!(limit >= 1 && limit <= 1000)) throw invalidRequest("limit: Input should be between 1 and 1000");
  const after = query.get("after_id");
  const start = after === null ? 0 : anthropicModels.findIndex(({ id }) => id === after) + 1;
  const data = anthropicModels.slice(start, start + limit).map(toModelInfo);
  return {
    data,
    has_more: start + limit < anthropicModels.length,
    first_id: data.at(0)?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
}
