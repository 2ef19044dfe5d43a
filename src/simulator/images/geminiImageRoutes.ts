import { checkCaller } from "@/simulator/gemini/caller";
import { findGeminiModel } from "@/simulator/gemini/models";
import { geminiRefusal, googleRefusal, invalidArgument } from "@/simulator/gemini/refusals";
import { isObject, parseJsonObject, readBody } from "@/simulator/http/body";
import { type Exchange, type Route, sendJson } from "@/simulator/http/exchange";
import { isRefusal, type Scenario } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";
import { readGeminiOrder } from "./geminiOrder";
import { paint } from "./paint";
import { takeTime } from "./takeTime";

/** Models of Gemini that give pictures as parts of their answer. */
export function geminiImageRoutes(simulation: Simulation): Route[] {
  return [
    {
      method: "POST",
      path: /^\/v1beta\/models\/(?<model>[^/:]*-image[^/:]*):generateContent$/,
      handle: (exchange, { model = "" }) => answerImage(simulation, exchange, model),
    },
  ];
}

async function answerImage(simulation: Simulation, exchange: Exchange, model: string): Promise<void> {
  const key = checkCaller(simulation, exchange);
  const body = parseJsonObject(await readBody(exchange));
  if (body === undefined) throw invalidArgument("Invalid JSON payload received.");
  exchange.facts.model = model;
  if (findGeminiModel(model) === undefined) {
    throw googleRefusal(404, "NOT_FOUND", `models/${model} is not found for API version v1beta.`);
  }
  const { generationConfig } = body;
  exchange.facts.imageConfig = isObject(generationConfig) ? generationConfig.imageConfig : undefined;
  const order = readGeminiOrder(model, body);
  const scenarios = simulation.scenarios.due(key, model, order.prompt);
  const refusal = scenarios.find(isRefusal);
  if (refusal !== undefined) throw geminiRefusal(refusal);
  if (scenarios.some(({ word }) => word === "image-limit")) throw geminiRefusal({ word: "429", once: false });
  if (!(await takeTime(simulation, exchange, scenarios))) return;
  sendJson(exchange, toAnswer(model, order, scenarios));
}

function toAnswer(model: string, order: ReturnType<typeof readGeminiOrder>, scenarios: readonly Scenario[]) {
  if (scenarios.some(({ word }) => word === "moderation")) {
    return { candidates: [{ content: {}, finishReason: "IMAGE_SAFETY", index: 0 }], modelVersion: model };
  }
  const isOther = scenarios.some(({ word }) => word === "other-size");
  const { width, height } = isOther ? { width: 512, height: 768 } : order;
  const data = paint({ ...order, width, height, nth: 0 }).toString("base64");
  const parts = [{ text: "Here is the picture." }, { inlineData: { mimeType: "image/png", data } }];
  const promptTokenCount = Math.ceil(order.prompt.length / 4) + (order.from === undefined ? 0 : 258);
  return {
    candidates: [{ content: { role: "model", parts }, finishReason: "STOP", index: 0 }],
    usageMetadata: { promptTokenCount, candidatesTokenCount: 1290, totalTokenCount: promptTokenCount + 1290 },
    modelVersion: model,
  };
}
