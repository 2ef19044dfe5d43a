import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { putKeySchema } from "./api";
import { cleanSecret, isHeaderText, secretFault } from "./secretText";

const plain = "sk-proj-aB3_dE5-fG7hI9";

describe("a pasted key", () => {
  it.each([
    `\ufeff${plain}`,
    `${plain}\u200b`,
    `sk-proj\u200d-aB3_dE5\u00ad-fG7hI9`,
    `\u202a${plain}\u202c`,
    `\u00a0${plain}\u3000\r\n`,
  ])("loses what cannot be seen: %j", (text) => {
    expect(cleanSecret(text)).toBe(plain);
    expect(putKeySchema.parse({ key: text })).toEqual({ key: plain });
  });

  it.each([
    ["sk-••••••••••••wxyz", /masked/],
    ["sk-proj-********wxyz", /masked/],
    ["AIzaXXXXXXXXXXXXXXXX", /masked/],
    ["sk-proj-aB3…hI9", /shortened/],
    ["sk-proj-aB3...hI9", /shortened/],
    [`"${plain}"`, /quotes/],
    [`“${plain}”`, /quotes/],
    [`${plain}'`, /quotes/],
    [`Bearer ${plain}`, /header/],
    [`Authorization: Bearer ${plain}`, /header/],
    [`x-goog-api-key: ${plain}`, /header/],
    [`OPENAI_API_KEY=${plain}`, /name of a variable/],
    [`export GEMINI_API_KEY = ${plain}`, /name of a variable/],
    ["sk-proj-aB3_dE5\nfG7hI9jK1", /broken over several lines/],
    ["sk-proj-aB3_dE5 fG7hI9jK1", /space/],
    ["sk–proj–aB3_dE5", /dash/],
    ["ｓｋ-proj-aB3_dE5", /full-width/],
    ["Schlüssel-aB3_dE5", /“ü”/],
    ["密钥sk-proj-aB3", /“密”/],
    ["sk-proj\u0007aB3_dE5", /control character/],
    ["sk-proj\ud800aB3_dE5", /control character/],
    ["<your-api-key>", /placeholder/],
    [`\${OPENAI_API_KEY}`, /placeholder/],
    ['{"api_key": "sk-proj-aB3"}', /JSON/],
    ["https://platform.openai.com/api-keys", /address/],
  ])("is named for what it is: %s", (text, words) => {
    expect(secretFault(text)).toMatch(words);
    const { success, error } = putKeySchema.safeParse({ key: text });
    expect(success).toBe(false);
    expect(error?.issues).toMatchObject([{ path: ["key"], message: expect.stringMatching(words) }]);
    for (const part of ["aB3", "hI9", "wxyz"]) expect(error?.message).not.toContain(part);
  });

  it.each([
    plain,
    "AIzaSyA-made_up_0123456789",
    "AQ.Ab8-made_up",
    "c2VjcmV0LWtleS1vZi1hLWdhdGV3YXk=",
    "bXkga2V5Cg==",
    "eyJhbGciOi.eyJzdWIi.c2ln",
    "gateway/key+1:2@3!",
    "a*b**c-gateway-key",
  ])("is taken as it is: %s", (text) => {
    expect(secretFault(text)).toBeUndefined();
  });

  it("that is taken can always be sent in a header", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const secret = cleanSecret(text);
        if (secretFault(secret) !== undefined) return;
        expect(new Headers({ authorization: `Bearer ${secret}` }).get("authorization")).toBe(`Bearer ${secret}`.trim());
      }),
    );
  });

  it("that is too short or too long is told so", () => {
    expect(putKeySchema.safeParse({ key: "sk-1" }).error?.issues[0]?.message).toMatch(/too short/);
    expect(putKeySchema.safeParse({ key: "k".repeat(501) }).error?.issues[0]?.message).toMatch(/too long/);
  });
});

it("tells what may stand in a header beside a secret", () => {
  expect([isHeaderText("org-1 a"), isHeaderText("é"), isHeaderText("a\nb")]).toEqual([true, false, false]);
});
