import { randomUUID } from "node:crypto";
import { composeAnswer } from "@/simulator/answers/compose";
import { isObject, parseJsonObject, readDecodedBody } from "@/simulator/http/body";
import { acceptedEncoding } from "@/simulator/http/encoding";
import { detailRefusal, type Exchange, type Route, sendJson } from "@/simulator/http/exchange";
import { fingerprint } from "@/simulator/http/recorder";
import { sendStream } from "@/simulator/http/stream";
import type { CheckBearer } from "@/simulator/oidc/bearer";
import { isRefused, refusedCapability } from "@/simulator/responses/capabilities";
import { responseSteps } from "@/simulator/responses/events";
import { checkPictureTool } from "@/simulator/responses/pictureTool";
import { unsupportedValue } from "@/simulator/responses/refuse";
import { wholeResponse } from "@/simulator/responses/responseObject";
import { toAsk } from "@/simulator/responses/toAsk";
import { comesWhole, isRefusal } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";
import { checkIdentity, namedVersion } from "./identityGate";
import { checkLiteContract } from "./liteContract";
import { findCodexModel, offeredModels } from "./models";
import { burstRefusal, codexRefusal, usageLimitRefusal } from "./refusals";
import { refuseBehindGate } from "./refuseBehindGate";
import { checkCodexRequest } from "./requestRules";
import { searchRoute } from "./searchRoute";
import { accountsCheck, usageReport, windowHeaders } from "./usageReports";

/** The ChatGPT plan backend under `/backend-api`. */
export function codexRoutes(simulation: Simulation, checkBearer: CheckBearer): Route[] {
  return routesOf(simulation, checkBearer).map((route) => ({
    ...route,
    handle(exchange, params) {
      if (simulation.switches.compressed) exchange.encoding = acceptedEncoding(exchange.req.headers["accept-encoding"]);
      return route.handle(exchange, params);
    },
  }));
}

function routesOf(simulation: Simulation, checkBearer: CheckBearer): Route[] {
  return [
    {
      method: "POST",
      path: /^\/backend-api\/codex\/responses$/,
      handle: (exchange) => answerResponses(simulation, checkBearer, exchange),
    },
    {
      method: "GET",
      path: /^\/backend-api\/codex\/models$/,
      async handle(exchange) {
        await checkBearer(exchange);
        const version = exchange.query.get("client_version");
        if (version === null) throw detailRefusal(400, "client_version is required");
        const { models, etag } = offeredModels(simulation.switches.withdrawnModels, version);
        sendJson(exchange, { models }, 200, { etag });
      },
    },
    {
      method: "GET",
      path: /^\/backend-api\/wham\/usage$/,
      handle: async (exchange) => sendJson(exchange, usageReport(simulation, await checkBearer(exchange))),
    },
    {
      method: "GET",
      path: /^\/backend-api\/wham\/accounts\/check$/,
      handle: async (exchange) => sendJson(exchange, accountsCheck(simulation, await checkBearer(exchange))),
    },
    searchRoute(simulation, checkBearer),
    {
      method: "GET",
      path: /^\/backend-api\/wham\/settings\/user$/,
      async handle(exchange) {
        await checkBearer(exchange);
        sendJson(exchange, {});
      },
    },
    {
      // Rules a workspace sets for its people; the client does not start without an answer. Ours sets none.
      method: "GET",
      path: /^\/backend-api\/wham\/config\/bundle$/,
      async handle(exchange) {
        await checkBearer(exchange);
        sendJson(exchange, {});
      },
    },
  ];
}

async function answerResponses(simulation: Simulation, checkBearer: CheckBearer, exchange: Exchange): Promise<void> {
  const person = await checkBearer(exchange);
  const decoded = await readDecodedBody(exchange);
  if (decoded === undefined) throw detailRefusal(400, "Could not decode the request body");
  const body = parseJsonObject(decoded);
  if (body === undefined) throw detailRefusal(400, "Request body is not a JSON object");
  exchange.facts.model = body.model;
  exchange.facts.parameters = Object.keys(body);
  exchange.facts.effort = isObject(body.reasoning) ? body.reasoning.effort : undefined;
  const owner = person.accountId ?? person.userId;
  const sent = { backend: "codex" as const, person: person.id, model: String(body.model) };
  const takesNamespace = !isRefused("replayed_namespace", sent, simulation.switches.refuses);
  const read = checkCodexRequest(body, { owner, takesNamespace }, simulation.switches);
  const model = findCodexModel(body.model);
  if (model !== undefined) {
    checkIdentity(exchange.req.headers, model);
    checkLiteContract(exchange.req.headers, body, model);
  }
  exchange.facts.promptStyle = body.instructions === undefined ? "developer" : "instructions";

  const limitedUntilMs = simulation.usage.limitedUntilMs(person.id);
  if (limitedUntilMs !== undefined) throw usageLimitRefusal(simulation, person, limitedUntilMs);
  const ask = toAsk(checkPictureTool(body, person, refuseBehindGate), read, refuseBehindGate);
  exchange.facts.prompt = fingerprint(ask.prompt);
  const scenarios = simulation.scenarios.due(person.id, ask.model, ask.prompt);
  const refusal = scenarios.find(isRefusal);
  if (refusal !== undefined) throw codexRefusal(simulation, person, refusal);
  const refused = refusedCapability(body, sent, simulation.switches.refuses, scenarios);
  if (refused !== undefined) {
    throw refuseBehindGate(`'${refused.what}' is not supported with ${ask.model}.`, refused.param, unsupportedValue);
  }

  const leave = simulation.usage.enter(person.id, simulation.switches.parallelCalls);
  if (leave === undefined) throw burstRefusal();
  simulation.usage.addCall(person.id);
  const headers = {
    ...windowHeaders(simulation, person),
    "x-models-etag": offeredModels(simulation.switches.withdrawnModels, namedVersion(exchange.req.headers) ?? "").etag,
    "x-request-id": randomUUID(),
  };
  const plan = {
    body,
    answer: composeAnswer(simulation.promptCache.recall(owner, body.prompt_cache_key, ask), scenarios),
    scenarios,
    latency: simulation.switches.latency,
    createdAtMs: simulation.now(),
    owner,
  };
  if (!comesWhole(scenarios)) {
    return sendStream(exchange, responseSteps(plan), simulation.counters, headers).finally(leave);
  }
  sendJson(exchange, wholeResponse(plan), 200, headers);
  leave();
}
