import { expect, test } from "vitest";
import { isSafeToResend, type Permanence, permanenceOf } from "./refreshFailure";

const failure = (code: string, status?: number, retryAfterMs?: number) => ({
  code,
  status,
  retryAfterMs,
  isPage: false,
});

test.each<[string, number | undefined, Permanence]>([
  ["refresh_token_expired", 401, "permanent"],
  ["refresh_token_reused", 500, "permanent"],
  ["refresh_token_invalidated", 400, "permanent"],
  ["invalid_grant", 400, "permanent"],
  ["invalid_refresh_token", 400, "permanent"],
  ["token_expired", 400, "permanent"],
  ["invalid_client", 401, "transient"],
  ["discovery_failed", undefined, "transient"],
  ["econnrefused", undefined, "transient"],
  ["enotfound", undefined, "transient"],
  ["eai_again", undefined, "transient"],
  ["ehostunreach", undefined, "transient"],
  ["enetunreach", undefined, "transient"],
  ["und_err_connect_timeout", undefined, "transient"],
  ["und_err_aborted", undefined, "transient"],
  ["cert_has_expired", undefined, "transient"],
  ["depth_zero_self_signed_cert", undefined, "transient"],
  ["self_signed_cert_in_chain", undefined, "transient"],
  ["unable_to_verify_leaf_signature", undefined, "transient"],
  ["unable_to_get_issuer_cert_locally", undefined, "transient"],
  ["err_tls_cert_altname_invalid", undefined, "transient"],
  ["x", 400, "transient"],
  ["x", 401, "permanent"],
  ["x", 403, "transient"],
  ["x", 404, "transient"],
  ["x", 429, "transient"],
  ["x", 500, "ambiguous"],
  ["x", 502, "ambiguous"],
  ["x", 503, "transient"],
  ["x", 504, "ambiguous"],
  ["x", 200, "ambiguous"],
  ["econnreset", undefined, "ambiguous"],
  ["timeout", undefined, "ambiguous"],
  ["constructor", undefined, "ambiguous"],
])("a refresh that failed with %s and status %s is %s", (code, status, permanence) => {
  expect(permanenceOf(failure(code, status))).toBe(permanence);
});

test.each([
  ["never arrived", failure("econnrefused"), true],
  ["was answered with a time to wait", failure("x", 429, 10), true],
  ["was answered with a time to wait and 503", failure("x", 503, 10), true],
  ["was answered without a time to wait", failure("x", 429), false],
  ["was refused with a time to wait", failure("x", 400, 10), false],
  ["may have been taken", failure("x", 502, 10), false],
  ["broke off", failure("econnreset"), false],
  ["is over", failure("invalid_grant", 503, 10), false],
])("a refresh that %s: sent again at once: %#", (_, what, isSafe) => {
  expect(isSafeToResend(what)).toBe(isSafe);
});
