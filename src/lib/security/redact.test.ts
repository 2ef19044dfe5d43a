import { expect, it } from "vitest";
import { redact, redactWords } from "./redact";

const token = ["eyJhbGciOiJSUzI1NiJ9", "eyJzdWIiOiJhZGEifQ", "c2lnbmF0dXJl"].join(".");

it.each([
  `token ${token} end`,
  `Authorization: Bearer ${token}`,
  "Bearer abc.def-ghi_jkl",
  "key sk-proj-0123456789abcdef",
  "refresh rt_0123456789abcdef",
  "http://localhost:1455/auth/callback?code=ac_0123456789&state=s",
  '{"refresh_token":"whatever-it-is"}',
  "access_token=whatever-it-is&x=1",
])("blots out the secret in %s", (text) => {
  const clean = redact(text);
  for (const secret of [token, "abc.def", "0123456789", "whatever-it-is"]) expect(clean).not.toContain(secret);
  expect(clean).toMatch(/\[(token|key|secret)\]/);
});

it("leaves ordinary words alone", () => {
  const text = "The task-runner skipped node rt-1 and asked for a risk-free retry; status code=ok? no: code 400.";
  expect(redact("The task-runner asked for a risk-free retry; code 400.")).toBe(
    "The task-runner asked for a risk-free retry; code 400.",
  );
  expect(redact(text)).toContain("skipped node rt-1");
});

it("blots out whatever could be a code in an issuer's words, and cuts them short", () => {
  expect(redactWords(`code ${"a1".repeat(16)} was used`)).toBe("code [redacted] was used");
  expect(redactWords("refused: Bearer abc.def-ghi")).toBe("refused: Bearer [token]");
  expect(redactWords("no ".repeat(200))).toHaveLength(300);
});
