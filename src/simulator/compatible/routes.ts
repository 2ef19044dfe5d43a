import { type JsonObject, parseJsonObject, readDecodedBody } from "@/simulator/http/body";
import { type Exchange, Refusal, type Route, send, sendJson } from "@/simulator/http/exchange";
import { sendStream } from "@/simulator/http/stream";
import { chatCompletion, chatSteps } from "@/simulator/platform/chatAnswer";
import { readChat } from "@/simulator/platform/chatMessages";
import { planAnswer, takeTime } from "@/simulator/platform/planAnswer";
import { refuseParameter } from "@/simulator/platform/requestRules";
import { responseSteps } from "@/simulator/responses/events";
import { readInput } from "@/simulator/responses/readInput";
import { wholeResponse } from "@/simulator/responses/responseObject";
import { toAsk } from "@/simulator/responses/toAsk";
import { comesWhole } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";
import { checkRequest, letIn } from "./rules";
import { type SimulatedServer, simulatedServers } from "./servers";

/** Servers that speak OpenAI's protocols and belong to somebody else, each below a path of its own. */
export function compatibleRoutes(simulation: Simulation): Route[] {
  return simulatedServers.flatMap((server): Route[] => {
    const at = (path: string) => new RegExp(`^${server.path}${path}$`);
    return [
      { method: "GET", path: at("/v1/models"), handle: (exchange) => listModels(exchange, server) },
      {
        method: "POST",
        path: at("/v1/chat/completions"),
        handle: (exchange) => answerChat(simulation, exchange, server),
      },
      ...(server.hasResponses
        ? [{ method: "POST", path: at("/v1/responses"), handle: responsesOf(simulation, server) }]
        : []),
      ...(server.isOllama ? ollamaRoutes(at, server) : []),
      // Go's and FastAPI's words for an address that is not there.
      ...["GET", "POST"].map((method) => ({
        method,
        path: at("(/.*)?"),
        handle: (exchange: Exchange) =>
          server.isOllama
            ? send(exchange, "404 page not found", 404, { "content-type": "text/plain" })
            : sendJson(exchange, { detail: "Not Found" }, 404),
      })),
    ];
  });
}

function listModels(exchange: Exchange, server: SimulatedServer): void {
  letIn(exchange, server);
  const data = server.models.map(({ id }) => ({ id, object: "model", created: 1_790_000_000, owned_by: "library" }));
  sendJson(exchange, { object: "list", data });
}

function ollamaRoutes(at: (path: string) => RegExp, { models }: SimulatedServer): Route[] {
  return [
    {
      method: "GET",
      path: at("/api/tags"),
      handle: (exchange) => sendJson(exchange, { models: models.map(({ id }) => ({ name: id, model: id })) }),
    },
    {
      method: "POST",
      path: at("/api/show"),
      async handle(exchange) {
        const { model } = await readBody(exchange);
        const known = models.find(({ id }) => id === model);
        if (known === undefined) throw new Refusal(404, { error: `model '${String(model)}' not found` });
        sendJson(exchange, { capabilities: known.can, model_info: { "llama.context_length": 131_072 } });
      },
    },
  ];
}

async function answerChat(simulation: Simulation, exchange: Exchange, server: SimulatedServer): Promise<void> {
  const owner = letIn(exchange, server);
  const body = await readBody(exchange);
  checkRequest(body, server);
  const plan = planAnswer(simulation, owner, body, readChat(body));
  if (body.stream === true && !comesWhole(plan.scenarios)) {
    return sendStream(exchange, chatSteps(plan), simulation.counters);
  }
  await takeTime(plan);
  sendJson(exchange, chatCompletion(plan));
}

function responsesOf(simulation: Simulation, server: SimulatedServer) {
  return async (exchange: Exchange): Promise<void> => {
    const owner = letIn(exchange, server);
    const body = await readBody(exchange);
    checkRequest(body, server);
    const sender = { owner, model: String(body.model), stores: body.store !== false };
    const ask = toAsk(body, readInput(body.input, sender, refuseParameter), refuseParameter);
    const plan = planAnswer(simulation, owner, body, ask);
    if (body.stream === true && !comesWhole(plan.scenarios)) {
      return sendStream(exchange, responseSteps(plan), simulation.counters);
    }
    await takeTime(plan);
    sendJson(exchange, wholeResponse(plan));
  };
}

async function readBody(exchange: Exchange): Promise<JsonObject> {
  const body = parseJsonObject(await readDecodedBody(exchange));
  if (body === undefined)
    throw new Refusal(400, { error: { message: "invalid character in the body", type: "api_error" } });
  exchange.facts.model = body.model;
  exchange.facts.parameters = Object.keys(body);
  return body;
}
