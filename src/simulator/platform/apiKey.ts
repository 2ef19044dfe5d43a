import { type Exchange, Refusal } from "@/simulator/http/exchange";
import { fingerprint } from "@/simulator/http/recorder";

/** The error object of the OpenAI platform. */
export function openAiRefusal(
  status: number,
  message: string,
  facts: { type?: string; code?: string | null; param?: string | null; headers?: Record<string, string> } = {},
): Refusal {
  const { type = "invalid_request_error", code = null, param = null, headers } = facts;
  return new Refusal(status, { error: { message, type, param, code } }, headers);
}

/** Any `sk-…` key is taken but one that contains `invalid`. Returns a fingerprint of it. */
export function checkApiKey(exchange: Exchange): string {
  const [, key] = /^Bearer (.+)$/i.exec(exchange.req.headers.authorization ?? "") ?? [];
  if (key === undefined) {
    throw openAiRefusal(401, "You didn't provide an API key. Send it as 'Authorization: Bearer YOUR_KEY'.");
  }
  if (!key.startsWith("sk-") || key.includes("invalid")) {
    throw openAiRefusal(401, "Incorrect API key provided.", { code: "invalid_api_key" });
  }
  return fingerprint(key) ?? "";
}
