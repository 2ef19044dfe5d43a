import { randomUUID } from "node:crypto";
import type { Ask } from "@/simulator/answers/ask";
import { composeAnswer } from "@/simulator/answers/compose";
import { isObject, type JsonObject, parseJsonObject, readDecodedBody } from "@/simulator/http/body";
import { detailRefusal, type Exchange, type Route, sendJson } from "@/simulator/http/exchange";
import { fingerprint } from "@/simulator/http/recorder";
import { sendStream } from "@/simulator/http/stream";
import type { CheckBearer } from "@/simulator/oidc/bearer";
import type { Person } from "@/simulator/people";
import { isRefused, refusedCapability, type Sent } from "@/simulator/responses/capabilities";
import { responseSteps } from "@/simulator/responses/events";
import { checkPictureTool } from "@/simulator/responses/pictureTool";
import { unsupportedValue } from "@/simulator/responses/refuse";
import { wholeResponse } from "@/simulator/responses/responseObject";
import { toAsk } from "@/simulator/responses/toAsk";
import { comesWhole, isRefusal, type Scenario } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";
import { checkIdentity, namedVersion } from "./identityGate";
import { checkLiteContract } from "./liteContract";
import { findCodexModel, offeredModels } from "./models";
import { burstRefusal, codexRefusal, usageLimitRefusal } from "./refusals";
import { refuseBehindGate } from "./refuseBehindGate";
import { checkCodexRequest } from "./requestRules";
import { windowHeaders } from "./usageReports";

/** Model calls on a plan: `POST /codex/responses`. */
export function responsesRoute(simulation: Simulation, checkBearer: CheckBearer): Route {
  return {
    method: "POST",
    path: /^\/backend-api\/codex\/responses$/,
    async handle(exchange) {
      const person = await checkBearer(exchange);
      const body = await readBody(exchange);
      const owner = person.accountId ?? person.userId;
      const sent: Sent = { backend: "codex", person: person.id, model: String(body.model) };
      const ask = toCheckedAsk(simulation, exchange, body, { person, owner, sent });
      const scenarios = passScenarios(simulation, person, body, sent, ask.prompt);
      const leave = simulation.usage.enter(person.id, simulation.switches.parallelCalls);
      if (leave === undefined) throw burstRefusal();
      simulation.usage.addCall(person.id);
      const plan = {
        body,
        answer: composeAnswer(simulation.promptCache.recall(owner, body.prompt_cache_key, ask), scenarios),
        scenarios,
        latency: simulation.switches.latency,
        createdAtMs: simulation.now(),
        owner,
      };
      const headers = answerHeaders(simulation, exchange, person);
      if (!comesWhole(scenarios)) {
        return sendStream(exchange, responseSteps(plan), simulation.counters, headers).finally(leave);
      }
      sendJson(exchange, wholeResponse(plan), 200, headers);
      leave();
    },
  };
}

async function readBody(exchange: Exchange): Promise<JsonObject> {
  const decoded = await readDecodedBody(exchange);
  if (decoded === undefined) throw detailRefusal(400, "Could not decode the request body");
  const body = parseJsonObject(decoded);
  if (body === undefined) throw detailRefusal(400, "Request body is not a JSON object");
  exchange.facts.model = body.model;
  exchange.facts.parameters = Object.keys(body);
  exchange.facts.effort = isObject(body.reasoning) ? body.reasoning.effort : undefined;
  return body;
}

/** Checks who asks and what; throws the refusal. */
function toCheckedAsk(
  simulation: Simulation,
  exchange: Exchange,
  body: JsonObject,
  { person, owner, sent }: { person: Person; owner: string; sent: Sent },
): Ask {
  const { switches, usage } = simulation;
  const takesNamespace = !isRefused("replayed_namespace", sent, switches.refuses);
  const read = checkCodexRequest(body, { owner, takesNamespace }, switches);
  const model = findCodexModel(body.model);
  if (model !== undefined) {
    checkIdentity(exchange.req.headers, model);
    checkLiteContract(exchange.req.headers, body, model);
  }
  exchange.facts.promptStyle = body.instructions === undefined ? "developer" : "instructions";
  const limitedUntilMs = usage.limitedUntilMs(person.id);
  if (limitedUntilMs !== undefined) throw usageLimitRefusal(simulation, person, limitedUntilMs);
  const ask = toAsk(checkPictureTool(body, person, refuseBehindGate), read, refuseBehindGate);
  exchange.facts.prompt = fingerprint(ask.prompt);
  return ask;
}

/** The scenarios that the answer meets; throws those that are a refusal, and what a switch refuses. */
function passScenarios(
  simulation: Simulation,
  person: Person,
  body: JsonObject,
  sent: Sent,
  prompt: string,
): Scenario[] {
  const scenarios = simulation.scenarios.due(person.id, sent.model, prompt);
  const refusal = scenarios.find(isRefusal);
  if (refusal !== undefined) throw codexRefusal(simulation, person, refusal);
  const refused = refusedCapability(body, sent, simulation.switches.refuses, scenarios);
  if (refused === undefined) return scenarios;
  throw refuseBehindGate(`'${refused.what}' is not supported with ${sent.model}.`, refused.param, unsupportedValue);
}

function answerHeaders(simulation: Simulation, { req }: Exchange, person: Person): Record<string, string> {
  const { etag } = offeredModels(simulation.switches.withdrawnModels, namedVersion(req.headers) ?? "");
  return { ...windowHeaders(simulation, person), "x-models-etag": etag, "x-request-id": randomUUID() };
}
