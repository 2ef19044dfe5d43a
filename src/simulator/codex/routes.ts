import { acceptedEncoding } from "@/simulator/http/encoding";
import { detailRefusal, type Route, sendJson } from "@/simulator/http/exchange";
import type { CheckBearer } from "@/simulator/oidc/bearer";
import type { Simulation } from "@/simulator/simulation";
import { offeredModels } from "./models";
import { responsesRoute } from "./responsesRoute";
import { searchRoute } from "./searchRoute";
import { accountsCheck, usageReport } from "./usageReports";

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
    responsesRoute(simulation, checkBearer),
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
