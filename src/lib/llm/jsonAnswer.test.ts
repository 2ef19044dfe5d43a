import { describe, expect, it } from "vitest";
import { createSchemaCheck } from "@/lib/worker/schemaCheck";
import { createWorkers } from "@/lib/worker/workers";
import { AppError } from "@/types/errors";
import { createJsonCheck } from "./jsonAnswer";

const spent = {
  usage: { inputTokens: 3, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 5 },
  payer: { kind: "key", id: "openai", provider: "openai", name: "API key" },
} as const;
const answer = (text: string) => ({ text, finishReason: "stop", ...spent }) as const;
const checkOf = (schema: Record<string, unknown>) => createJsonCheck(schema, createSchemaCheck(createWorkers()));

const words = { type: "object", properties: { name: { type: "string", pattern: "^a+$" } }, required: ["name"] };

describe("the check of a JSON answer", () => {
  it("gives the value that fits and refuses one that does not, with its text and what it cost", async () => {
    const check = await checkOf(words);
    await expect(check(answer('{"name":"aa"}'))).resolves.toEqual({ name: "aa" });
    for (const text of ['{"name":1}', '{"name":"ab"}']) {
      await expect(check(answer(text))).rejects.toMatchObject({ code: "schema_mismatch", facts: { text, ...spent } });
    }
  });

  it("tells an answer that was cut off from one that is no JSON", async () => {
    const check = await checkOf(words);
    await expect(check(answer("So:"))).rejects.toThrow("it is not JSON");
    await expect(check({ ...answer('{"na'), finishReason: "length" })).rejects.toThrow("cut off at the token limit");
  });

  it("takes the one value that fits, wherever it stands", async () => {
    const check = await checkOf(words);
    for (const text of [
      '```json\n{"name":"aa"}\n```',
      'Not {"name":"b"}, but {"name":"aa"}.',
      '{"name":"aa"}{"name": "aa"}',
    ]) {
      await expect(check(answer(text))).resolves.toEqual({ name: "aa" });
    }
    await expect(check(answer('{"name":"a"} or {"name":"aa"}'))).rejects.toThrow("several values");
    await expect(check(answer('So: {"name":"b"}'))).rejects.toThrow("/name");
  });

  it("checks a number as a number and keeps its digits", async () => {
    const check = await checkOf({ type: "array", items: { type: "integer" } });
    await expect(check(answer("[9007199254740993, 1]"))).resolves.toEqual(["9007199254740993", 1]);
  });

  it("tells what an answer cost that nobody can check", async () => {
    const failing = { prepare: async () => {}, faultOf: async () => Promise.reject(new AppError("too_large", "No.")) };
    const check = await createJsonCheck(words, failing);
    await expect(check(answer("{}"))).rejects.toMatchObject({ code: "too_large", facts: { text: "{}", ...spent } });
  });

  it("refuses an unusable schema before an answer is there", async () => {
    for (const schema of [{ $ref: "#/nowhere" }, { type: "str" }, { name: "Ada" }, { enum: [] }]) {
      await expect(checkOf(schema)).rejects.toMatchObject({ code: "invalid_request" });
    }
  });
});
