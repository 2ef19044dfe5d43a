import { expect, test } from "vitest";
import type { Refusal } from "@/lib/llm/failure";
import { toErrorBody } from "@/types/errors";
import { isPromptStyleComplaint, toHttpFailure, toStreamFailure } from "./errors";

const plan = { upstream: "ChatGPT", model: "gpt-5.5", onPlan: true };
const key = { upstream: "OpenAI", model: "gpt-5.5", onPlan: false };
const nowMs = Date.UTC(2026, 10, 21, 12);

function refused(status: number, body: unknown, headers: Record<string, string> = {}, isHtml = false): Refusal {
  return { url: "https://api.example/v1/responses", status, headers: new Headers(headers), body, isHtml };
}

const coded = (code: string, message = "words") => ({ error: { code, message } });
const typed = (type: string) => ({ error: { type, message: "words" } });

test.each([
  [400, { detail: "Unsupported parameter: temperature" }, "unsupported_option", undefined],
  [
    400,
    { detail: "The 'gpt-4' model is not supported when using Codex with a ChatGPT account." },
    "model_not_available",
    undefined,
  ],
  [400, { detail: "Your input exceeds the context window of this model." }, "context_too_long", undefined],
  [422, { detail: [{ msg: "Unsupported value: 'x'", loc: ["body"] }] }, "unsupported_option", undefined],
  [400, { detail: "Something unheard of" }, "upstream_rejected", undefined],
  [400, undefined, "upstream_rejected", undefined],
  [400, coded("context_length_exceeded"), "context_too_long", undefined],
  [400, coded("invalid_prompt"), "content_rejected", undefined],
  [400, coded("unsupported_parameter"), "unsupported_option", undefined],
  [404, coded("model_not_found"), "model_not_available", undefined],
  [404, { detail: "Not Found" }, "upstream_rejected", undefined],
  [404, typed("usage_limit_reached"), "usage_limit_reached", undefined],
  [402, { detail: "Payment required" }, "upstream_rejected", undefined],
  [403, { detail: "Workspace is not authorized" }, "upstream_rejected", undefined],
  [403, coded("unsupported_country_region_territory"), "egress_blocked", undefined],
  [413, undefined, "context_too_long", undefined],
  [307, undefined, "upstream_rejected", undefined],
  [429, typed("usage_limit_reached"), "usage_limit_reached", undefined],
  [429, typed("usage_not_included"), "plan_use_off", undefined],
  [429, coded("insufficient_quota"), "usage_limit_reached", undefined],
  [429, coded("rate_limit_exceeded"), "rate_limited", "rateLimit"],
  [429, { detail: "Too many requests" }, "rate_limited", "rateLimit"],
  [500, undefined, "upstream_unavailable", "server"],
  [503, coded("server_is_overloaded"), "upstream_unavailable", "server"],
  [520, undefined, "upstream_unavailable", "server"],
])("status %i with %j is %s", (status, body, code, retry) => {
  const failure = toHttpFailure(refused(status, body), plan, nowMs);
  expect(failure.error.code).toBe(code);
  expect(failure.retry).toBe(retry);
  expect(failure.error.facts.upstreamStatus).toBe(status);
});

test("a page instead of an answer is a blocked network, not a bad sign-in", () => {
  expect(toHttpFailure(refused(403, undefined, {}, true), plan, nowMs).error.code).toBe("egress_blocked");
  expect(toHttpFailure(refused(200, undefined, {}, true), plan, nowMs).error.code).toBe("egress_blocked");
  expect(toHttpFailure(refused(502, undefined, {}, true), plan, nowMs).error.code).toBe("upstream_unavailable");
  const challenge = refused(503, undefined, { "cf-mitigated": "challenge" }, true);
  expect(toHttpFailure(challenge, plan, nowMs).error.code).toBe("egress_blocked");
});

test("a refused credential is told apart: a plan signs in again, a key is entered again", () => {
  expect(toHttpFailure(refused(401, {}), plan, nowMs)).toMatchObject({
    credentialRefused: 401,
    error: { code: "reauth_required" },
  });
  const failure = toHttpFailure(refused(401, coded("invalid_api_key")), key, nowMs);
  expect(failure.error).toMatchObject({ code: "auth_required", facts: { action: "add_key" } });
});

test("a used-up plan says until when, and names the window by its length", () => {
  const resetsAt = nowMs / 1000 + 7200;
  const headers = {
    "x-codex-primary-used-percent": "100.0",
    "x-codex-primary-window-minutes": "300",
    "x-codex-primary-reset-at": String(resetsAt),
    "x-codex-secondary-used-percent": "41.5",
    "x-codex-secondary-window-minutes": "10080",
    "x-codex-secondary-reset-at": String(resetsAt + 300_000),
  };
  const body = {
    error: {
      type: "usage_limit_reached",
      message: "The usage limit has been reached",
      plan_type: "plus",
      resets_at: resetsAt,
    },
  };
  const { error } = toHttpFailure(refused(429, body, headers), plan, nowMs);
  expect(toErrorBody(error)).toMatchObject({
    code: "usage_limit_reached",
    action: "wait",
    details: { resetsAt: "2026-11-21T14:00:00.000Z", until: "2026-11-21T14:00:00.000Z", window: "5 h" } as object,
  });
  expect(error.message).toContain("5 h window");
  expect(error.message).toContain("2026-11-21 14:00 UTC");
});

test("of two full windows the one that the reset time belongs to is named", () => {
  const headers = {
    "x-codex-primary-used-percent": "100",
    "x-codex-primary-window-minutes": "300",
    "x-codex-primary-reset-at": String(nowMs / 1000 + 60),
    "x-codex-secondary-used-percent": "100",
    "x-codex-secondary-window-minutes": "10080",
    "x-codex-secondary-reset-at": String(nowMs / 1000 + 86_400),
  };
  const body = { error: { type: "usage_limit_reached", resets_in_seconds: 86_400 } };
  expect(toHttpFailure(refused(429, body, headers), plan, nowMs).error.facts).toMatchObject({
    window: "7 d",
    resetsAt: "2026-11-22T12:00:00.000Z",
  });
});

test("an empty balance asks for money, not for patience", () => {
  const { error } = toHttpFailure(refused(429, coded("insufficient_quota")), key, nowMs);
  expect(error.facts).toMatchObject({ action: "manage_usage" });
  expect(error.facts).not.toHaveProperty("until");
});

test.each([
  ["2", 2000],
  ["0.5", 500],
  ["Sat, 21 Nov 2026 12:00:30 GMT", 30_000],
  ["soon", undefined],
])("Retry-After %j is %s ms", (value, afterMs) => {
  const failure = toHttpFailure(refused(429, {}, { "retry-after": value }), plan, nowMs);
  expect(failure.afterMs).toBe(afterMs);
  expect(failure.error.facts.retryAfterMs).toBe(afterMs);
});

test.each([
  ["context_length_exceeded", "context_too_long", undefined],
  ["insufficient_quota", "usage_limit_reached", undefined],
  ["server_is_overloaded", "upstream_unavailable", undefined],
  ["invalid_prompt", "content_rejected", undefined],
  ["rate_limit_exceeded", "rate_limited", "rateLimit"],
  ["server_error", "upstream_unavailable", "stream"],
  ["never_seen", "upstream_rejected", undefined],
])("response.failed with %s is %s", (code, expected, retry) => {
  const failure = toStreamFailure({ code, message: "words" }, plan, nowMs);
  expect(failure.error.code).toBe(expected);
  expect(failure.retry).toBe(retry);
});

test.each([
  ["Please try again in 1.5s.", 1500],
  ["try again in 250ms", 250],
  ["try again in 3 seconds", 3000],
  ["later", undefined],
])("a failed stream's %j is a wait of %s ms", (message, afterMs) => {
  expect(toStreamFailure({ code: "rate_limit_exceeded", message }, plan, nowMs).afterMs).toBe(afterMs);
});

test("the upstream's own words are kept, without anything that looks like a secret, and bounded", () => {
  const message = `Bad key sk-proj-abcdefgh12345678. ${"x".repeat(2000)}`;
  const { error } = toHttpFailure(refused(400, { error: { message } }), key, nowMs);
  expect(error.message).toContain("Bad key");
  expect(JSON.stringify(toErrorBody(error))).not.toContain("abcdefgh12345678");
  expect(String(error.facts.upstreamMessage).length).toBeLessThanOrEqual(500);
});

test.each([
  ["Instructions are required", true],
  ["Instructions are not valid", true],
  ["System messages are not allowed", true],
  ["Unsupported parameter: temperature", false],
])("%j is about the system prompt: %s", (detail, expected) => {
  expect(isPromptStyleComplaint(refused(400, { detail }))).toBe(expected);
});

test.each([
  [503, { error: { code: "server_is_overloaded", message: "Busy." } }],
  [429, { error: { code: "server_is_overloaded", message: "Busy." } }],
  [500, { detail: "Selected model is at capacity. Please try a different model." }],
])("a %i that speaks of the model's capacity says so as a fact, and is no rate limit", (status, body) => {
  const { error, retry } = toHttpFailure(refused(status, body), plan, nowMs);
  expect(error).toMatchObject({ code: "upstream_unavailable", facts: { atCapacity: true } });
  expect(retry).toBe("server");
});

test("capacity that runs out in a stream is final", () => {
  const { error, retry } = toStreamFailure({ code: "server_is_overloaded", message: "Busy." }, plan, nowMs);
  expect(error.facts.atCapacity).toBe(true);
  expect(retry).toBeUndefined();
});

test("a reset time that no calendar holds is left out", () => {
  const { error } = toHttpFailure(
    refused(429, { error: { type: "usage_limit_reached", resets_at: 1e18 } }),
    plan,
    nowMs,
  );
  expect(error).toMatchObject({ code: "usage_limit_reached", facts: { action: "manage_usage" } });
});

test.each([
  [
    403,
    { statusCode: 403, message: "Model gpt-5.5 is closed to team blue" },
    "closed to team blue",
    "upstream_rejected",
  ],
  [
    400,
    { object: "error", message: "This model's maximum context length is 10 tokens" },
    "maximum context",
    "context_too_long",
  ],
  [400, { detail: { error: "Wrong name passed in model=x" } }, "Wrong name", "upstream_rejected"],
  [400, { errors: [{ code: 1, message: "No route for it" }] }, "No route for it", "upstream_rejected"],
  [400, "Closed on Sundays", "Closed on Sundays", "upstream_rejected"],
  [500, "litellm.ContextWindowExceededError: too much", "too much", "context_too_long"],
  [400, { error: { type: "bio_policy", message: "Not this" } }, "Not this", "content_rejected"],
  [403, { detail: { code: "chem_policy_violation", message: "Not this" } }, "Not this", "content_rejected"],
  [
    400,
    { error: { code: "content_filter", message: "Held back by the content management policy" } },
    "Held back",
    "content_rejected",
  ],
  [400, { detail: "The 'x' model requires a newer version of Codex." }, "CODEX_CLIENT_VERSION", "model_not_available"],
  [404, { error: { message: "Model not found x-free-1p" } }, "x-free-1p", "model_not_available"],
])("a %i keeps the words of %j", (status, body, words, code) => {
  const { error, retry } = toHttpFailure(refused(status, body), key, nowMs);
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
  expect(retry).toBeUndefined();
});

test.each(["constructor", "__proto__", "toString", "hasOwnProperty"])("a code called %s means nothing", (code) => {
  expect(toHttpFailure(refused(400, { error: { code, message: "words" } }), key, nowMs).error).toMatchObject({
    code: "upstream_rejected",
    facts: { upstreamCode: code },
  });
  expect(toStreamFailure({ code, message: "words" }, key, nowMs).error.code).toBe("upstream_rejected");
});

test.each([
  [404, "Not here", true],
  [404, undefined, true],
  [405, "405 Method Not Allowed", true],
])("a %i with a page says that nothing is at the address", (status, title, isHtml) => {
  const { error, retry } = toHttpFailure(refused(status, title, {}, isHtml), key, nowMs);
  expect(error).toMatchObject({
    code: "upstream_rejected",
    message: expect.stringContaining("https://api.example/v1/responses"),
    facts: { action: "add_key", url: "https://api.example/v1/responses" },
  });
  expect(error.message).toContain("Check the base URL");
  expect(retry).toBeUndefined();
});

test.each([
  [{ detail: "Not Found" }, true],
  [{ error: "Not Found" }, true],
  ["404 page not found", true],
  ["Cannot POST /responses", true],
  [{ message: "no Route matched with those values" }, true],
  [{ error: { message: "Invalid URL (POST /responses)", type: "invalid_request_error" } }, true],
  [undefined, true],
  [{ error: { message: "The model `x` does not exist" } }, false],
  [{ error: { code: "model_not_found", message: "Not Found" } }, false],
  [{ error: { message: "Conversation not found in this project" } }, false],
])("a 404 with %j is about the address: %s", (body, expected) => {
  const { error } = toHttpFailure(refused(404, body), key, nowMs);
  expect(error.message.includes("Check the base URL")).toBe(expected);
});

test.each([
  "Request too large for gpt-5.5 on tokens per min (TPM): Limit 30000, Requested 45000. The input must be reduced in order to run successfully.",
  "Rate limit reached: Limit: 30,000, Used: 0, Requested: 30,001.",
])("a request larger than the limit of a minute is not sent again: %s", (message) => {
  for (const failure of [
    toHttpFailure(refused(429, coded("rate_limit_exceeded", message)), key, nowMs),
    toStreamFailure({ code: "rate_limit_exceeded", message }, key, nowMs),
  ]) {
    expect(failure.error).toMatchObject({ code: "rate_limited", facts: { action: "edit_input" } });
    expect(failure.retry).toBeUndefined();
  }
});

test("a request that only has to wait for its minute is sent again when told", () => {
  const message = "Rate limit reached: Limit 30000, Used 29000, Requested 4500. Please try again in 7s.";
  const failure = toHttpFailure(refused(429, coded("rate_limit_exceeded", message)), key, nowMs);
  expect(failure).toMatchObject({ retry: "rateLimit", afterMs: 7000 });
});
