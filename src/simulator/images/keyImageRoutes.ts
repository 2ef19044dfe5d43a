import { readImage } from "@/simulator/answers/imageFacts";
import { type JsonObject, parseJsonObject, readBody } from "@/simulator/http/body";
import { type Exchange, type Refusal, type Route, sendJson } from "@/simulator/http/exchange";
import { checkApiKey, openAiRefusal } from "@/simulator/platform/apiKey";
import { platformRefusal } from "@/simulator/platform/refusals";
import { isRefusal } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";
import { type ImageOrder, readOrder, toImagesAnswer } from "./imageOrder";
import { askedImageRefusal } from "./imageRefusals";
import { takeTime } from "./takeTime";

const taken = {
  models: ["gpt-image-2", "gpt-image-1.5", "gpt-image-1"],
  backgrounds: ["auto", "opaque", "transparent"],
};

/** The images endpoints of the OpenAI platform: JSON to generate, a form to edit. */
export function keyImageRoutes(simulation: Simulation): Route[] {
  return [
    {
      method: "POST",
      path: /^\/v1\/images\/generations$/,
      handle: async (exchange) => {
        const key = checkApiKey(exchange);
        const body = parseJsonObject(await readBody(exchange));
        if (body === undefined) throw openAiRefusal(400, "We could not parse the JSON body of your request.");
        if ("images" in body) throw refuse("Unknown parameter: 'images'.", "images", "unknown_parameter");
        await answer(simulation, exchange, key, { ...readOrder(body, taken, refuse), images: [], hasMask: false });
      },
    },
    {
      method: "POST",
      path: /^\/v1\/images\/edits$/,
      handle: async (exchange) => {
        const key = checkApiKey(exchange);
        const form = await readForm(exchange);
        const { images, hasMask } = await readFiles(form);
        await answer(simulation, exchange, key, { ...readOrder(fieldsOf(form), taken, refuse), images, hasMask });
      },
    },
  ];
}

async function answer(simulation: Simulation, exchange: Exchange, key: string, order: ImageOrder): Promise<void> {
  exchange.facts.model = order.model;
  exchange.facts.images = order.images.length;
  exchange.facts.mask = order.hasMask;
  const scenarios = simulation.scenarios.due(key, order.model, order.prompt);
  const refusal = scenarios.find(isRefusal);
  if (refusal !== undefined) throw platformRefusal(refusal);
  const asked = askedImageRefusal(scenarios, order.model);
  if (asked !== undefined) throw asked;
  if (!(await takeTime(simulation, exchange, scenarios))) return;
  sendJson(exchange, toImagesAnswer(order, scenarios, simulation.now()));
}

async function readForm(exchange: Exchange): Promise<FormData> {
  const type = exchange.req.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) throw openAiRefusal(400, "Send the request as multipart/form-data.");
  const body = new Uint8Array(await readBody(exchange));
  return new Response(body, { headers: { "content-type": type } }).formData().catch(() => {
    throw openAiRefusal(400, "We could not parse the form of your request.");
  });
}

function fieldsOf(form: FormData): JsonObject {
  return Object.fromEntries([...form].filter(([, value]) => typeof value === "string"));
}

/** Pictures under `image` or `image[]`, as both are in use. */
async function readFiles(form: FormData): Promise<Pick<ImageOrder, "images" | "hasMask">> {
  const files = [...form.getAll("image"), ...form.getAll("image[]")].filter((file) => file instanceof File);
  if (files.length === 0) throw refuse("Missing required parameter: 'image'.", "image");
  const images = await Promise.all(files.map(async (file) => Buffer.from(await file.arrayBuffer())));
  if (images.some((image) => ["image/gif", undefined].includes(readImage(image)?.mime))) {
    throw refuse("Invalid file: unsupported mimetype.", "image", "unsupported_file_mimetype");
  }
  return { images, hasMask: form.get("mask") instanceof File };
}

function refuse(message: string, param: string, code?: string): Refusal {
  return openAiRefusal(400, message, { param, code });
}
