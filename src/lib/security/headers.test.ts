import { expect, test } from "vitest";
import { apiContentSecurityPolicy, pageContentSecurityPolicy, securityHeaders } from "./headers";

const rulesOf = (policy: string) => new Map(policy.split("; ").map((rule) => [rule.split(" ")[0], rule]));

test("answers of the API may run, load and be framed by nothing", () => {
  expect(apiContentSecurityPolicy).toBe("default-src 'none'; frame-ancestors 'none'");
});

test("a page runs only scripts with its nonce, and evaluates strings in development alone", () => {
  const built = rulesOf(pageContentSecurityPolicy("n0nce", false));
  expect(built.get("script-src")).toBe("script-src 'self' 'nonce-n0nce' 'strict-dynamic'");
  const developed = rulesOf(pageContentSecurityPolicy("n0nce", true));
  expect(developed.get("script-src")).toBe("script-src 'self' 'nonce-n0nce' 'strict-dynamic' 'unsafe-eval'");
});

test("a page loads from here alone, sends forms nowhere else and stands in no frame", () => {
  const rules = [...rulesOf(pageContentSecurityPolicy("n", false)).values()].filter(
    (rule) => !rule.startsWith("script"),
  );
  expect(rules).toEqual([
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]);
});

test("no answer is guessed at, framed, shared with other windows or sites, or told of to others", () => {
  expect(securityHeaders).toEqual({
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  });
});
