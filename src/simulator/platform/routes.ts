import { randomUUID } from "node:crypto";
import { type JsonObject, parseJsonObject, readDecodedBody } from "@/simulator/http/body";
import { type Exchange, type Route, sendJson } from "@/simulator/http/exchange";
import { sendStream } from "@/simulator/http/stream";
import { responseSteps } from "@/simulator/responses/events";
import { readInput } from "@/simulator/responses/readInput";
import { wholeResponse } from "@/simulator/responses/responseObject";
import { checkTextFormat } from "@/simulator/responses/strictSchema";
import { toAsk } from "@/simulator/responses/toAsk";
import { comesWhole } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";
import { checkApiKey, openAiRefusal } from "./apiKey";
import { chatCompletion, chatSteps } from "./chatAnswer";
import { readChat } from "./chatMessages";
import { platformModels } from "./models";
import { planAnswer, takeTime } from "./planAnswer";
import {
  chatParameters,
  checkEffort,
  checkParameters,
  effortOf,
  refuseParameter,
  responsesParameters,
} from "./requestRules";

/** The OpenAI platform under `/v1`, for API keys. */
export function platformRoutes(simulation: Simulation): Route[] {
  return [
    {
      method: "POST",
      path: /^\/v1\/responses$/,
      handle: (exchange) => answerResponses(simulation, exchange),
    },
    {
      method: "POST",
      path: /^\/v1\/chat\/completions$/,
      handle: (exchange) => answerChat(simulation, exchange),
    },
    {
      method: "GET",
      path: /^\/v1\/models$/,
      handle(exchange) {
        checkApiKey(exchange);
        sendJson(exchange, { object: "list", data: platformModels });
      },
    },
  ];
}

async function answerResponses(simulation: Simulation, exchange: Exchange): Promise<void> {
  const key = checkApiKey(exchange);
  const body = await readPlatformBody(exchange);
  checkParameters(body, responsesParameters);
  checkEffort(effortOf(body), "reasoning.effort");
  checkTextFormat(body.text, refuseParameter);
  const sender = { owner: key, model: String(body.model), stores: body.store !== false, takesPassthrough: true };
  const ask = toAsk(body, readInput(body.input, sender, refuseParameter), refuseParameter);
  const plan = planAnswer(simulation, key, body, ask);
  const headers = { "x-request-id": `req_${randomUUID()}` };
  if (body.stream === true && !comesWhole(plan.scenarios)) {
    return sendStream(exchange, responseSteps(plan), simulation.counters, headers);
  }
  await takeTime(plan);
  sendJson(exchange, wholeResponse(plan), 200, headers);
}

async function answerChat(simulation: Simulation, exchange: Exchange): Promise<void> {
  const key = checkApiKey(exchange);
  const body = await readPlatformBody(exchange);
  checkParameters(body, chatParameters);
  checkEffort(body.reasoning_effort, "reasoning_effort");
  const plan = planAnswer(simulation, key, body, readChat(body));
  const headers = { "x-request-id": `req_${randomUUID()}` };
  if (body.stream === true) return sendStream(exchange, chatSteps(plan), simulation.counters, headers);
  await takeTime(plan);
  sendJson(exchange, chatCompletion(plan), 200, headers);
}

async function readPlatformBody(exchange: Exchange): Promise<JsonObject> {
  const body = parseJsonObject(await readDecodedBody(exchange));
  if (body === undefined) throw openAiRefusal(400, "We could not parse the JSON body of your request.");
  exchange.facts.model = body.model;
  exchange.facts.parameters = Object.keys(body);
  return body;
}
