import { pagesOn } from "@/simulator/answers/search";
import { themeOf } from "@/simulator/answers/theme";
import { isObject, type JsonObject, parseJsonObject, readDecodedBody } from "@/simulator/http/body";
import { detailRefusal, type Route, sendJson } from "@/simulator/http/exchange";
import type { CheckBearer } from "@/simulator/oidc/bearer";
import { missingParameter } from "@/simulator/responses/refuse";
import { isRefusal, withoutScenarios } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";
import { checkIdentity } from "./identityGate";
import { findCodexModel } from "./models";
import { codexRefusal, usageLimitRefusal } from "./refusals";
import { refuseBehindGate } from "./refuseBehindGate";

const bodyFields = new Set(["id", "model", "input", "commands", "settings", "max_output_tokens"]);
const lookingUp = ["search_query", "image_query"];
const otherCommands = `open click find screenshot finance weather sports time response_length`.split(" ");

/** `POST /codex/alpha/search`: a search without a model call, for clients whose models have no hosted tool. */
export function searchRoute(simulation: Simulation, checkBearer: CheckBearer): Route {
  return {
    method: "POST",
    path: /^\/backend-api\/codex\/alpha\/search$/,
    async handle(exchange) {
      const person = await checkBearer(exchange);
      const body = parseJsonObject(await readDecodedBody(exchange));
      if (body === undefined) throw detailRefusal(400, "Request body is not a JSON object");
      const queries = readQueries(body);
      const model = findCodexModel(body.model);
      if (model === undefined)
        throw refuseBehindGate(`Model not found ${String(body.model)}`, "model", { status: 404 });
      checkIdentity(exchange.req.headers, model);
      const limitedUntilMs = simulation.usage.limitedUntilMs(person.id);
      if (limitedUntilMs !== undefined) throw usageLimitRefusal(simulation, person, limitedUntilMs);
      const scenarios = simulation.scenarios.due(person.id, `search ${model.slug}`, queries.join("\n"));
      const refusal = scenarios.find(isRefusal);
      if (refusal !== undefined) throw codexRefusal(simulation, person, refusal);
      const amount = scenarios.find(({ word }) => word === "search")?.amount;
      sendJson(exchange, { output: queries.map((query) => tellPages(query, amount)).join("\n\n") });
    },
  };
}

function readQueries(body: JsonObject): string[] {
  const unknown = Object.keys(body).find((name) => !bodyFields.has(name));
  if (unknown !== undefined) throw detailRefusal(400, `Unsupported parameter: ${unknown}`);
  const { id, commands } = body;
  if (typeof id !== "string") throw refuseBehindGate("Missing required parameter: 'id'.", "id", missingParameter);
  if (!isObject(commands) || Object.keys(commands).length === 0) {
    throw refuseBehindGate("Missing required parameter: 'commands'.", "commands", missingParameter);
  }
  const strange = Object.keys(commands).find((name) => !lookingUp.includes(name) && !otherCommands.includes(name));
  if (strange !== undefined) {
    throw refuseBehindGate(`Unknown parameter: 'commands.${strange}'.`, `commands.${strange}`, {
      code: "unknown_parameter",
    });
  }
  return lookingUp.flatMap((name) => {
    const asked = commands[name];
    return Array.isArray(asked) ? asked.filter(isObject).map(({ q }) => String(q)) : [];
  });
}

function tellPages(query: string, amount?: number): string {
  const theme = themeOf(withoutScenarios(query));
  const pages = pagesOn(theme, amount).map(
    ({ url, title }, index) => `[${index + 1}] ${title}\n${url}\nThis page tells what is known of ${theme} at present.`,
  );
  return `Search results for "${withoutScenarios(query)}":\n\n${pages.join("\n\n")}`;
}
