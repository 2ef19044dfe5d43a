import type { IncomingMessage, ServerResponse } from "node:http";
import type { Simulation } from "@/simulator/simulation";
import type { ArmedFailure, RecordedRequest } from "@/simulator/types";
import { type Exchange, Refusal, type Route, send, sendJson } from "./exchange";
import { record } from "./recorder";

/** Answers one request by the first route that matches; a path nobody knows is 404, quietly. */
export function createDispatcher(simulation: Simulation, routes: Route[], requests: RecordedRequest[]) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const url = new URL(req.url ?? "/", simulation.origin);
    const exchange: Exchange = {
      req,
      res,
      method: req.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      facts: {},
    };
    res.once("close", () => {
      const { method, path, status } = record(requests, exchange);
      simulation.log(`${method} ${path} ${status}${exchange.facts.aborted === true ? " (client went away)" : ""}`);
    });
    try {
      if (!failAsArmed(simulation, exchange)) await answer(routes, exchange);
    } catch (error) {
      answerError(simulation, exchange, error);
    }
  };
}

async function answer(routes: Route[], exchange: Exchange): Promise<void> {
  for (const route of routes) {
    if (route.method !== exchange.method) continue;
    const match = route.path.exec(exchange.path);
    if (match === null || route.when?.(exchange) === false) continue;
    const groups = Object.entries(match.groups ?? {});
    const params = Object.fromEntries(groups.map(([name, value]) => [name, decodeURIComponent(value ?? "")]));
    await route.handle(exchange, params);
    return;
  }
  sendJson(exchange, { detail: "Not Found" }, 404);
}

function answerError(simulation: Simulation, exchange: Exchange, error: unknown): void {
  if (error instanceof Refusal) {
    const isText = typeof error.body === "string";
    const type = isText ? "text/html; charset=utf-8" : "application/json";
    const body = isText ? String(error.body) : JSON.stringify(error.body);
    send(exchange, body, error.status, { "content-type": type, ...error.headers });
    return;
  }
  simulation.log(`simulator failed: ${error instanceof Error ? error.stack : String(error)}`);
  if (exchange.res.headersSent) exchange.res.destroy();
  else sendJson(exchange, { detail: "The simulator itself failed; its log says why." }, 500);
}

/** Spends an armed failure on this request. True: the answer was given, or the socket closed. */
function failAsArmed(simulation: Simulation, exchange: Exchange): boolean {
  const failure = simulation.failures.find((armed) => exchange.path.startsWith(armed.path));
  if (failure === undefined) return false;
  spend(simulation, failure);
  exchange.facts.armedFailure = failure.kind ?? "answer";
  if (failure.kind === "hang-up") {
    exchange.req.socket.destroy();
    return true;
  }
  if (failure.kind === "lose-answer") {
    loseAnswer(exchange);
    return false;
  }
  exchange.req.resume();
  sendJson(exchange, failure.body ?? { detail: "armed failure" }, failure.status ?? 500, failure.headers);
  return true;
}

function spend(simulation: Simulation, failure: ArmedFailure): void {
  failure.times = (failure.times ?? 1) - 1;
  if (failure.times <= 0) simulation.failures = simulation.failures.filter((armed) => armed !== failure);
}

/** The work is done, the client never hears of it. */
function loseAnswer(exchange: Exchange): void {
  const { res, req } = exchange;
  res.write = () => true;
  res.end = () => {
    req.socket.destroy();
    return res;
  };
}
