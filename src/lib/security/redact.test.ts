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
  "x-api-key: whatever-it-is",
  "refused header api-key:whatever-it-is, sent twice",
])("blots out the secret in %s", (text) => {
  const clean = redact(text);
  for (const secret of [token, "abc.def", "0123456789", "whatever-it-is"]) expect(clean).not.toContain(secret);
  expect(clean).toMatch(/\[(token|key|secret)\]/);
});

/** Each as it is written, and what must not be left of it. */
const shapes: Record<string, string> = {
  "a key broken over two lines": "sk-proj-01234567\n89SECRET",
  "a key broken over three lines of another system": "sk-proj-01234567\r\n89SECRET\r\nSECRET==",
  "a key with a letter that none has": "sk-proj-0123456789é•SECRET",
  "a broken key in a header": 'Headers.append: "Bearer abcdefgh\nSECRET" is an invalid header value',
  "a broken key in a header, as the log writes it": JSON.stringify({
    error: 'append: "Bearer abcdefgh\nSECRET" is invalid',
  }),
  "a link to a page": "http://localhost:3000/run/greet#pl_0123456789abcdefSECRET-x refused",
  "the secret of a hook": "pbs_0123456789abcdefSECRET-x refused",
  "a key of Google": `AIza${"Sy0123456789abcdef"}SECRET`,
  "a broken key of Google": "AIzaSy0123456789\nSECRET",
  "an access token of Google": "ya29.a0AfB_byC-SECRET",
  "a refresh token of Google": "refused: 1//0gSECRET-l9_IrSECRET",
  "a code of Google": "4/0AeanSSECRET-x",
  "a client secret of Google": "GOCSPX-0123456789abcSECRET",
  "the password of a proxy": "proxy http://ada:SECRET@proxy.test:8080 refused",
  "a password with odd signs": "https://ada:SEC%40SECRET@host/x",
  "a token as the name of an address": "https://SECRET@host/x",
  "a password in base64": `Authorization: Basic ${Buffer.from("ada:SECRET").toString("base64")}`,
  "JSON in a text in JSON": JSON.stringify({
    body: JSON.stringify({ refresh_token: "SECRET", access_token: "SECRET" }),
  }),
  "JSON that was cut": '{"access_token":"SECRET',
  "a value with a quote": JSON.stringify({ password: 'SEC"SECRET' }),
  "names in another style": JSON.stringify({ accessToken: "SECRET", clientSecret: "SECRET", apiKey: "SECRET" }),
  "a header of Google": JSON.stringify({ "x-goog-api-key": "SECRET" }),
  "a form, encoded once more": "refresh_token%3DSECRET",
  "a private key": "-----BEGIN PRIVATE KEY-----\nSECRET\nSECRET\n-----END PRIVATE KEY-----",
};

it.each(Object.entries(shapes))("covers all of %s", (_, text) => {
  const clean = redact(text);
  expect(clean).not.toContain("SECRET");
  expect(clean).not.toContain(Buffer.from("SECRET").toString("base64").slice(0, 6));
  expect(clean).toMatch(/\[(token|key|secret)\]/);
});

it("leaves the lines that follow a key", () => {
  expect(redact("sk-proj-0123456789\nThe next line.\n    at run (file.ts:1)")).toBe(
    "[key]\nThe next line.\n    at run (file.ts:1)",
  );
  expect(redact('{"error":"sk-proj-0123456789","at":"x"}')).toBe('{"error":"[key]","at":"x"}');
});

it.each([
  "A basic understanding of Basic authentication.",
  "See https://example.test/a@b and mail ada@example.test: 1/2 of 4//5.",
  "at file:///srv/app/server.js:10:3",
  "The password: ask your admin. A key is missing.",
])("leaves %s as it is", (text) => {
  expect(redact(text)).toBe(text);
});

it("leaves JSON what it is, also where a text in it was cut in the middle of a secret", () => {
  const texts = [
    '{"access_token":"SEC',
    "-----BEGIN PRIVATE KEY-----\nSEC",
    "sk-0123456789\nSEC",
    "Bearer SEC\nSEC",
    "x",
  ];
  const clean = JSON.parse(redact(JSON.stringify({ texts, after: "kept" })));
  expect(clean.after).toBe("kept");
  expect(clean.texts).toHaveLength(texts.length);
  expect(JSON.stringify(clean)).not.toContain("SEC");
});

it("takes time that grows with the text alone", () => {
  const texts = ["sk-", "eyJ", '\\"access_token\\":\\"', "-----BEGIN PRIVATE KEY-----", "https://", "a.", "\\", "key="];
  // A search that begins anew at each place takes minutes here, and the test its time limit.
  for (const text of texts) expect(redact(text.repeat(200_000 / text.length)).length).toBeGreaterThan(0);
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
