import { isObject, type JsonObject } from "@/simulator/http/body";
import { type Exchange, Refusal } from "@/simulator/http/exchange";
import { fingerprint } from "@/simulator/http/recorder";
import { openAiRefusal } from "@/simulator/platform/apiKey";
import type { SimulatedServer } from "./servers";

/** Who asks, for what is remembered of them. Throws the refusal of a wrong key or a missing header. */
export function letIn({ req }: Exchange, { key, header, path }: SimulatedServer): string {
  const { authorization } = req.headers;
  if (authorization !== undefined && !/^Bearer \S+$/.test(authorization)) {
    throw new Refusal(401, { detail: "The Authorization header is malformed." });
  }
  if (key !== undefined && authorization !== `Bearer ${key}`) throw new Refusal(401, { detail: "Unknown key" });
  if (header !== undefined && req.headers[header.name] !== header.value) {
    throw new Refusal(403, { detail: `The header ${header.name} does not name a team of this gateway` });
  }
  return `${path} ${fingerprint(authorization ?? "") ?? ""}`;
}

/** What these servers refuse, each in its own words. */
export function checkRequest(body: JsonObject, { models, unknown, formats, isOllama }: SimulatedServer): void {
  const foreign = Object.keys(body).find((name) => unknown.includes(name));
  if (foreign !== undefined) {
    throw new Refusal(422, {
      detail: [{ type: "extra_forbidden", loc: ["body", foreign], msg: "Extra inputs are not permitted" }],
    });
  }
  const model = models.find(({ id }) => id === body.model);
  if (model === undefined) {
    const message = isOllama
      ? `model "${String(body.model)}" not found, try pulling it first`
      : `The model \`${String(body.model)}\` does not exist.`;
    throw openAiRefusal(404, message, { type: "not_found_error" });
  }
  if (!model.can.includes("completion")) throw openAiRefusal(400, `"${model.id}" does not support chat`);
  const hasTools = Array.isArray(body.tools) && body.tools.length > 0;
  if (hasTools && !model.can.includes("tools")) throw openAiRefusal(400, `${model.id} does not support tools`);
  const effort = body.reasoning_effort ?? undefined;
  if (effort !== undefined && effort !== "none" && !model.can.includes("thinking")) {
    throw openAiRefusal(400, `"${model.id}" does not support thinking`);
  }
  checkFormat(body.response_format, formats);
}

function checkFormat(format: unknown, formats: readonly string[]): void {
  if (!isObject(format) || formats.includes(String(format.type))) return;
  throw new Refusal(400, { detail: `response_format.type must be one of ${formats.join(", ")}` });
}
