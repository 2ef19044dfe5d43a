import { randomUUID } from "node:crypto";
import { decodeJwt } from "jose";
import { composeAnswer } from "@/simulator/answers/compose";
import { offeredModels } from "@/simulator/codex/models";
import { parseJsonObject, readDecodedBody } from "@/simulator/http/body";
import { detailRefusal, type Exchange, type Route, sendJson } from "@/simulator/http/exchange";
import { sendStream } from "@/simulator/http/stream";
import { findPerson, type Person } from "@/simulator/people";
import { refusedCapability } from "@/simulator/responses/capabilities";
import { responseSteps } from "@/simulator/responses/events";
import { toAsk } from "@/simulator/responses/toAsk";
import { isRefusal, isSiwcRefusal } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";
import { checkSiwcRequest, refuseOnSiwc } from "./requestRules";
import { notEligible, routeNotSupported, scopeNotAuthorized, siwcRefusal, unsupported } from "./siwcRefusals";
import { planUseScope } from "./siwcState";

/** Plans whose people may spend their plan in apps. */
const eligiblePlans = new Set(["plus", "pro"]);
/** As what a caller counts that names no `client_version`; it does not see what needs a newer one. */
const oldClient = "0.159.0";

/** `/v1` for access tokens of plan sharing; API keys go on to the platform. */
export function inferenceRoutes(simulation: Simulation): Route[] {
  const routes: Omit<Route, "when">[] = [
    { method: "POST", path: /^\/v1\/responses$/, handle: (exchange) => answerResponses(simulation, exchange) },
    { method: "GET", path: /^\/v1\/models$/, handle: (exchange) => answerModels(simulation, exchange) },
    ...["GET", "POST"].map((method) => ({
      method,
      path: /^\/v1\//,
      handle(exchange: Exchange) {
        checkAccessToken(simulation, exchange);
        throw routeNotSupported();
      },
    })),
  ];
  return routes.map((route) => ({ ...route, when: hasAccessToken }));
}

function bearerOf({ req }: Exchange): string | undefined {
  return /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1];
}

function hasAccessToken(exchange: Exchange): boolean {
  return bearerOf(exchange)?.startsWith("eyJ") === true;
}

interface Caller {
  person: Person;
  scope: string;
}

function checkAccessToken({ siwc, now }: Simulation, exchange: Exchange): Caller {
  const claims = readClaims(bearerOf(exchange) ?? "");
  const issued = siwc.tokens.access.get(String(claims.jti));
  const session = issued && siwc.sessions.get(issued.grantId);
  const person = findPerson(issued?.person);
  if (issued === undefined || session === undefined || person === undefined) throw detailRefusal(401, "Unauthorized");
  if (issued.state === "expired" || Number(claims.exp) * 1000 <= now()) {
    throw detailRefusal(401, "Provided authentication token is expired.");
  }
  if (issued.state !== "live") throw detailRefusal(401, "Unauthorized");
  exchange.facts.person = person.id;
  exchange.facts.client = session.clientId;
  return { person, scope: session.scope };
}

/** The ledger knows every token that was issued, so the signature need not be checked again. */
function readClaims(token: string): Record<string, unknown> {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
}

function answerModels(simulation: Simulation, exchange: Exchange): void {
  checkAccessToken(simulation, exchange);
  const version = exchange.query.get("client_version");
  const seesNone = version === null && simulation.switches.siwcModels === "none-without-version";
  const { models } = offeredModels([], version ?? oldClient);
  sendJson(exchange, { models: seesNone ? [] : models });
}

async function answerResponses(simulation: Simulation, exchange: Exchange): Promise<void> {
  const { person, scope } = checkAccessToken(simulation, exchange);
  const body = parseJsonObject(await readDecodedBody(exchange));
  if (body === undefined) throw detailRefusal(400, "Request body is not a JSON object");
  exchange.facts.model = body.model;
  exchange.facts.parameters = Object.keys(body);
  if (!scope.split(" ").includes(planUseScope)) throw scopeNotAuthorized();
  if (!eligiblePlans.has(person.plan)) throw notEligible();
  const owner = `siwc ${person.id}`;
  const ask = toAsk(body, checkSiwcRequest(body, owner), refuseOnSiwc);
  const scenarios = simulation.scenarios.due(owner, ask.model, ask.prompt);
  for (const scenario of scenarios) {
    if (isRefusal(scenario) || isSiwcRefusal(scenario)) throw siwcRefusal(simulation, person.id, scenario);
  }
  const sent = { backend: "siwc" as const, person: person.id, model: ask.model };
  const refused = refusedCapability(body, sent, simulation.switches.refuses, scenarios);
  if (refused !== undefined) throw unsupported(`'${refused.what}' is not supported with plan usage.`, refused.param);
  const plan = {
    body,
    answer: composeAnswer(simulation.promptCache.recall(owner, body.prompt_cache_key, ask), scenarios),
    scenarios,
    latency: simulation.switches.latency,
    createdAtMs: simulation.now(),
    owner,
    phase: "final_answer" as const,
  };
  await sendStream(exchange, responseSteps(plan), simulation.counters, { "x-request-id": `req_${randomUUID()}` });
}
