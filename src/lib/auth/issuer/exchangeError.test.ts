import { expect, test } from "vitest";
import { exchangeError } from "./exchangeError";

test.each([
  [{ code: "timeout" }, "timeout", "OpenAI did not answer within 10 seconds. Sign in again.", "reconnect"],
  [
    { code: "econnrefused" },
    "upstream_unavailable",
    "OpenAI's sign-in server could not be reached (econnrefused). Check this computer's connection and proxy, then sign in again.",
    "reconnect",
  ],
  [
    { code: "invalid_grant", status: 403 },
    "flow_expired",
    "OpenAI says this sign-in has expired or was already used. Sign in again.",
    undefined,
  ],
  [
    { code: "http_403", status: 403 },
    "egress_blocked",
    "You signed in, but OpenAI refuses requests from this server's network address. Try another network or a proxy (HTTPS_PROXY).",
    undefined,
  ],
  [
    { code: "http_503", status: 503, isPage: true },
    "egress_blocked",
    "You signed in, but OpenAI refuses requests from this server's network address. Try another network or a proxy (HTTPS_PROXY).",
    undefined,
  ],
  [
    { code: "x", status: 429, retryAfterMs: 7 },
    "rate_limited",
    "OpenAI is receiving too many sign-ins from here. Wait a moment and sign in again.",
    undefined,
  ],
  [
    { code: "x", status: 500 },
    "upstream_unavailable",
    "OpenAI's sign-in server had a problem (500). Sign in again.",
    "reconnect",
  ],
  [{ code: "bad_thing", status: 499 }, "upstream_rejected", "OpenAI refused the sign-in: bad_thing.", "reconnect"],
  [{ code: "x", status: 400, words: "No" }, "upstream_rejected", "OpenAI refused the sign-in: No.", "reconnect"],
])("%j is told as %s", (failure, code, message, action) => {
  const error = exchangeError({ isPage: false, ...failure }, "why");
  expect(error).toMatchObject({ code, message, cause: "why" });
  expect(error.facts).toMatchObject({ upstreamCode: failure.code });
  expect(error.facts.action).toBe(action);
});

test("what was said and how long to wait stand beside the words, which name who was asked", () => {
  const error = exchangeError(
    { code: "x", status: 429, words: "Slow", retryAfterMs: 7, isPage: false },
    undefined,
    "Google",
  );
  expect(error.message).toMatch(/^Google is receiving/);
  expect(error.facts).toEqual({ status: 429, upstreamCode: "x", upstreamMessage: "Slow", retryAfterMs: 7 });
});
