import { expect, it } from "vitest";
import { AppError, type ErrorCode, type ErrorFacts, errorCodes, toErrorBody } from "@/types/errors";
import { toOpenAiFailure } from "./openAiError";
import { paramError } from "./paramError";

const now = Date.parse("2026-11-29T12:00:00Z");
const failureOf = (code: ErrorCode, facts: ErrorFacts = {}) =>
  toOpenAiFailure(toErrorBody(new AppError(code, "What happened.", facts), "req"), now);

it.each([
  ["login_required", 401, "invalid_request_error", "invalid_api_key"],
  ["auth_required", 401, "authentication_error", "auth_required"],
  ["plan_use_off", 403, "permission_error", "plan_use_off"],
  ["model_not_available", 404, "invalid_request_error", "model_not_found"],
  ["not_found", 404, "invalid_request_error", "not_found"],
  ["unsupported_option", 400, "invalid_request_error", "unsupported_parameter"],
  // Clients take a 409 for something that passes, and would have a workflow ask its person again and again.
  ["conflict", 400, "invalid_request_error", "conflict"],
  ["account_mismatch", 400, "invalid_request_error", "account_mismatch"],
  // And a 5xx for one as well, whatever `x-should-retry` says: the AI SDK and Codex do not read it.
  ["schema_mismatch", 400, "invalid_request_error", "schema_mismatch"],
  ["context_too_long", 400, "invalid_request_error", "context_length_exceeded"],
  ["usage_limit_reached", 429, "usage_limit_reached", "insufficient_quota"],
  ["rate_limited", 429, "requests", "rate_limit_exceeded"],
  ["upstream_unavailable", 503, "server_error", "upstream_unavailable"],
] as const)("%s is %i %s %s", (code, status, type, openAiCode) => {
  expect(failureOf(code)).toMatchObject({
    status,
    body: { error: { type, code: openAiCode, message: "What happened." } },
  });
});

it.each([400, 413, 422])(
  "a request that the upstream refused with %i is one that nobody should repeat",
  (upstreamStatus) => {
    expect(failureOf("upstream_rejected", { upstreamStatus })).toMatchObject({
      status: 400,
      body: { error: { type: "invalid_request_error", code: "upstream_rejected" } },
    });
  },
);

it.each([undefined, 403, 404, 501])("a refusal of anything else (%s) is no fault of the request", (upstreamStatus) => {
  expect(failureOf("upstream_rejected", { upstreamStatus })).toMatchObject({
    status: 502,
    body: { error: { type: "server_error" } },
  });
});

it("names the parameter", () => {
  const failure = toOpenAiFailure(toErrorBody(paramError("tools[0].name", "too long.", "unsupported_value")), now);
  expect(failure).toMatchObject({
    status: 400,
    headers: {},
    body: { error: { param: "tools[0].name", code: "unsupported_value", message: "tools[0].name: too long." } },
  });
  expect(failureOf("model_not_available").body.error.param).toBe("model");
});

it("says how long to wait", () => {
  expect(failureOf("rate_limited", { retryAfterMs: 1500 }).headers).toEqual({
    "retry-after": "2",
    "retry-after-ms": "1500",
  });
});

it("has nobody wait where only a shorter request helps", () => {
  expect(failureOf("rate_limited", { action: "edit_input" }).headers).toEqual({ "x-should-retry": "false" });
});

it("says of a usage limit when it ends, and keeps SDKs from trying until then", () => {
  const far = failureOf("usage_limit_reached", { resetsAt: "2026-11-29T14:00:00Z" });
  expect(far.body.error.resets_at).toBe(Date.parse("2026-11-29T14:00:00Z") / 1000);
  expect(far.headers).toEqual({ "retry-after": "7200", "retry-after-ms": "7200000", "x-should-retry": "false" });
  expect(failureOf("usage_limit_reached").headers).toEqual({ "x-should-retry": "false" });
  expect(failureOf("usage_limit_reached", { resetsAt: "2026-11-29T12:00:30Z" }).headers).not.toHaveProperty(
    "x-should-retry",
  );
});

it("does not have answers paid again that would be no better", () => {
  const final = errorCodes.filter((code) => failureOf(code).headers?.["x-should-retry"] === "false");
  expect(final).toEqual([
    "conflict",
    "account_mismatch",
    "egress_blocked",
    "schema_mismatch",
    "usage_limit_reached",
    "upstream_rejected",
  ]);
});

it("shows nothing of a bug but its reference", () => {
  const failure = toOpenAiFailure(toErrorBody(new Error("secret place"), "req-1"), now);
  expect(failure).toMatchObject({
    status: 500,
    body: { error: { type: "server_error", patchbay: { requestId: "req-1" } } },
  });
  expect(JSON.stringify(failure)).not.toContain("secret place");
});
