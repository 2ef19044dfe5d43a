import { readDataUrl } from "@/simulator/answers/imageFacts";
import { namedVersion } from "@/simulator/codex/identityGate";
import { codexRefusal, usageLimitRefusal } from "@/simulator/codex/refusals";
import { windowHeaders } from "@/simulator/codex/usageReports";
import { isObject, parseJsonObject, readBody } from "@/simulator/http/body";
import { detailRefusal, type Exchange, type Refusal, type Route, sendJson } from "@/simulator/http/exchange";
import { fingerprint } from "@/simulator/http/recorder";
import type { CheckBearer } from "@/simulator/oidc/bearer";
import { openAiRefusal } from "@/simulator/platform/apiKey";
import { isRefusal } from "@/simulator/scenarios/scenario";
import type { Simulation } from "@/simulator/simulation";
import { type ImageOrder, readOrder, toImagesAnswer } from "./imageOrder";
import { askedImageRefusal } from "./imageRefusals";
import { takeTime } from "./takeTime";

const maxPictures = 16;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const taken = { models: ["gpt-image-2"], backgrounds: ["opaque", "transparent"] };

/** The images endpoints of the plan backend. */
export function planImageRoutes(simulation: Simulation, checkBearer: CheckBearer): Route[] {
  return [
    {
      method: "POST",
      path: /^\/backend-api\/codex\/images\/(?<way>generations|edits)$/,
      handle: (exchange, { way }) => answerImages(simulation, checkBearer, exchange, way === "edits"),
    },
  ];
}

async function answerImages(
  simulation: Simulation,
  checkBearer: CheckBearer,
  exchange: Exchange,
  isEdit: boolean,
): Promise<void> {
  const person = await checkBearer(exchange);
  checkHeaders(exchange);
  const body = parseJsonObject(await readBody(exchange));
  if (body === undefined) throw detailRefusal(400, "Request body is not a JSON object");
  exchange.facts.parameters = Object.keys(body);
  exchange.facts.model = body.model;
  if (person.plan === "free") throw detailRefusal(403, "Image generation is not available on your plan.");
  const order: ImageOrder = {
    ...readOrder(body, taken, refuse),
    images: readPictures(body.images, isEdit),
    hasMask: false,
  };
  exchange.facts.prompt = fingerprint(order.prompt);
  const limitedUntilMs = simulation.usage.limitedUntilMs(person.id);
  if (limitedUntilMs !== undefined) throw usageLimitRefusal(simulation, person, limitedUntilMs);
  const scenarios = simulation.scenarios.due(person.id, order.model, order.prompt);
  const refusal = scenarios.find(isRefusal);
  if (refusal !== undefined) throw codexRefusal(simulation, person, refusal);
  const asked = askedImageRefusal(scenarios, order.model);
  if (asked !== undefined) throw asked;
  if (!(await takeTime(simulation, exchange, scenarios))) return;
  simulation.usage.addCall(person.id);
  sendJson(exchange, toImagesAnswer(order, scenarios, simulation.now()), 200, windowHeaders(simulation, person));
}

/** Reported: an originator and the id of the turn suffice beside the bearer and the account. */
function checkHeaders({ req, facts }: Exchange): void {
  facts.turnId = req.headers["x-codex-image-turn-id"];
  facts.version = namedVersion(req.headers);
  if (!uuid.test(String(facts.turnId))) throw detailRefusal(400, "x-codex-image-turn-id is required");
  if (!req.headers.originator) throw detailRefusal(400, "originator is required");
  if (req.headers["content-type"] !== "application/json") throw detailRefusal(415, "Unsupported Media Type");
}

function readPictures(images: unknown, isEdit: boolean): Buffer[] {
  if (!isEdit) {
    if (images !== undefined) throw refuse("Unknown parameter: 'images'.", "images", "unknown_parameter");
    return [];
  }
  if (!Array.isArray(images) || images.length === 0) throw refuse("Missing required parameter: 'images'.", "images");
  if (images.length > maxPictures) throw refuse("Too many images.", "images");
  return images.map((image, index) => readPicture(image, `images[${index}].image_url`));
}

function readPicture(image: unknown, param: string): Buffer {
  const url = isObject(image) ? String(image.image_url) : "";
  if (url.startsWith("http")) throw refuse("Error while downloading file.", param, "invalid_image_url");
  const facts = readDataUrl(url);
  if (facts === undefined || facts.mime === "image/gif") throw refuse("Invalid image data.", param, "invalid_value");
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

function refuse(message: string, param: string, code = "invalid_value"): Refusal {
  return openAiRefusal(400, message, { param, code });
}
