import type { JsonObject } from "@/simulator/http/body";
import type { Refusal } from "@/simulator/http/exchange";
import type { Scenario } from "@/simulator/scenarios/scenario";
import { paint } from "./paint";

/** What a request to an images endpoint of OpenAI asks for, checked. */
export interface ImageOrder {
  prompt: string;
  model: string;
  n: number;
  size: string;
  quality: string;
  background: string;
  images: Buffer[];
  hasMask: boolean;
}

export type Refuse = (message: string, param: string, code?: string) => Refusal;

const parameters = ["prompt", "model", "n", "size", "quality", "background", "images", "mask", "response_format"];
const qualities = ["auto", "low", "medium", "high"];
const maxSide = 3840;

/** Throws the backend's refusal of what it does not take; `backgrounds` differ between the two. */
export function readOrder(
  body: JsonObject,
  { models, backgrounds, more = [] }: { models: string[]; backgrounds: string[]; more?: string[] },
  refuse: Refuse,
): Omit<ImageOrder, "images" | "hasMask"> {
  const unknown = Object.keys(body).find((name) => ![...parameters, ...more].includes(name));
  if (unknown !== undefined) throw refuse(`Unknown parameter: '${unknown}'.`, unknown, "unknown_parameter");
  const { prompt, model, n = 1, size = "auto", quality = "auto", background = "auto" } = body;
  if (typeof prompt !== "string" || prompt === "") throw refuse("Missing required parameter: 'prompt'.", "prompt");
  if (typeof model !== "string" || !models.includes(model)) {
    throw refuse(`The model '${String(model)}' does not exist.`, "model", "model_not_found");
  }
  const count = Number(n);
  if (!Number.isInteger(count) || count < 1 || count > 10) throw refuse("Invalid value: 'n'. 1 to 10.", "n");
  if (!isSize(size)) throw refuse(`Invalid value: '${String(size)}'. Not a size.`, "size", "invalid_value");
  requireOneOf("quality", quality, qualities, refuse);
  requireOneOf("background", background, backgrounds, refuse);
  return { prompt, model, n: count, size, quality: String(quality), background: String(background) };
}

function isSize(size: unknown): size is string {
  if (size === "auto") return true;
  const [, width, height] = /^(\d+)x(\d+)$/.exec(String(size)) ?? [];
  return [width, height].every((side) => Number(side) % 16 === 0 && Number(side) > 0 && Number(side) <= maxSide);
}

function requireOneOf(param: string, value: unknown, offered: string[], refuse: Refuse): void {
  if (offered.includes(String(value))) return;
  const message = `Invalid value: '${String(value)}'. Supported values are: ${offered.map((one) => `'${one}'`).join(", ")}.`;
  throw refuse(message, param, "invalid_value");
}

/** The answer of both backends. What was left open is decided, and `[other-size]` decides otherwise. */
export function toImagesAnswer(order: ImageOrder, scenarios: readonly Scenario[], nowMs: number) {
  const isOther = scenarios.some(({ word }) => word === "other-size");
  const size = isOther ? "512x512" : order.size === "auto" ? "1024x1024" : order.size;
  const quality = isOther || order.quality === "auto" ? "medium" : order.quality;
  const background = order.background === "transparent" ? "transparent" : "opaque";
  const [width = 0, height = 0] = size.split("x").map(Number);
  const data = Array.from({ length: order.n }, (_, nth) => ({
    b64_json: paint({
      ...{ prompt: order.prompt, width, height, nth, from: order.images[0] },
      transparent: background === "transparent",
    }).toString("base64"),
  }));
  const imageTokens = order.images.length * 300;
  const textTokens = Math.ceil(order.prompt.length / 4);
  const outputTokens = order.n * Math.ceil((width * height) / 1024);
  return {
    ...{ created: Math.floor(nowMs / 1000), data, background, output_format: "png", quality, size },
    usage: {
      ...{ input_tokens: textTokens + imageTokens, output_tokens: outputTokens },
      total_tokens: textTokens + imageTokens + outputTokens,
      input_tokens_details: { image_tokens: imageTokens, text_tokens: textTokens },
      output_tokens_details: { image_tokens: outputTokens, text_tokens: 0 },
    },
  };
}
