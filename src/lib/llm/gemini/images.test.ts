import { describe, expect, test } from "vitest";
import { credentialSource, fakeFetch, fakeTiming, refusal } from "@/lib/llm/__fixtures__/upstream";
import type { ModelledImageCall } from "@/lib/llm/provider";
import type { Payer } from "@/types/providers";
import { parseGeminiImageModels } from "./imageModels";
import { createGeminiImages } from "./images";

const never = new AbortController().signal;
const payer: Payer = { kind: "key", id: "env", provider: "google", name: "GEMINI_API_KEY" };
const call: ModelledImageCall = { provider: "google", model: "gemini-3.1-flash-image", prompt: "An owl" };
const part = (data: string, more: object = {}) => ({ inlineData: { mimeType: "image/png", data }, ...more });
const answer = (...parts: object[]) =>
  Response.json({
    candidates: [{ content: { parts }, finishReason: "STOP" }],
    usageMetadata: { promptTokenCount: 2, candidatesTokenCount: 1290, totalTokenCount: 1292 },
  });

function setUp(...replies: Parameters<typeof fakeFetch>) {
  const upstream = fakeFetch(...replies);
  const deps = { fetch: upstream.fetch, timing: fakeTiming().timing, idleTimeoutMs: 300_000 };
  const images = createGeminiImages({ baseUrl: "https://generativelanguage.googleapis.com" }, deps);
  const make = (more: Partial<ModelledImageCall> = {}) =>
    images.make({ ...call, ...more }, credentialSource(payer).source, never);
  return { ...upstream, images, make };
}

describe("pictures of Gemini", () => {
  test("are asked for as parts of an answer, in the ratio and size that were said", async () => {
    const { make, sent } = setUp(answer({ text: "Here it is." }, part("AAAA")));
    const made = await make({ size: "16:9", quality: "2K", images: ["data:image/jpeg;base64,BBBB"] });
    expect(sent[0]?.url).toBe(
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-3.1-flash-image:generateContent",
    );
    expect(sent[0]?.headers).toMatchObject({ "x-goog-api-key": "token-0" });
    expect(sent[0]?.body).toEqual({
      contents: [
        { role: "user", parts: [{ text: "An owl" }, { inlineData: { mimeType: "image/jpeg", data: "BBBB" } }] },
      ],
      generationConfig: {
        responseModalities: ["TEXT", "IMAGE"],
        imageConfig: { aspectRatio: "16:9", imageSize: "2K" },
      },
    });
    expect(made).toMatchObject({ images: [Buffer.from("AAAA", "base64")], usage: { totalTokens: 1292 } });
  });

  test("say nothing of ratio and size where nothing was said", async () => {
    const { make, sent } = setUp(answer(part("AAAA")));
    await make({ size: "auto" });
    expect(sent[0]?.body.generationConfig).toEqual({ responseModalities: ["TEXT", "IMAGE"] });
  });

  test("leave out the drafts of the model's thinking", async () => {
    const { make } = setUp(answer(part("BBBB", { thought: true }), part("AAAA")));
    expect((await make()).images).toEqual([Buffer.from("AAAA", "base64")]);
  });

  test("come several from as many calls, whose costs are added", async () => {
    const { make, sent } = setUp(answer(part("AAAA")), answer(part("BBBB")), answer(part("CCCC")));
    const made = await make({ n: 3 });
    expect(made.images).toHaveLength(3);
    expect(made.usage).toMatchObject({ inputTokens: 6, totalTokens: 3876 });
    expect(sent).toHaveLength(3);
  });

  test("that came stay when others did not, which is told", async () => {
    const { make } = setUp(answer(part("AAAA")), refusal(429, { error: { status: "RESOURCE_EXHAUSTED" } }));
    expect(await make({ n: 2 })).toMatchObject({
      images: [expect.anything()],
      notices: [{ code: "image_missing" }],
    });
    await expect(setUp(refusal(400, { error: { status: "INVALID_ARGUMENT" } })).make({ n: 2 })).rejects.toMatchObject({
      code: "upstream_rejected",
    });
  });

  test.each([
    [{ promptFeedback: { blockReason: "PROHIBITED_CONTENT" } }, "content_rejected"],
    [{ candidates: [{ finishReason: "IMAGE_SAFETY" }] }, "content_rejected"],
    [{ candidates: [{ finishReason: "NO_IMAGE" }] }, "upstream_rejected"],
    [{ candidates: [{ content: { parts: [{ text: "I cannot." }] }, finishReason: "STOP" }] }, "upstream_rejected"],
  ])("that do not come are told as what they are: %j", async (body, code) => {
    const { make, sent } = setUp(Response.json(body));
    await expect(make()).rejects.toMatchObject({ code });
    expect(sent).toHaveLength(1);
  });

  test("are offered by the models of the list that answer with some", () => {
    const methods = ["generateContent"];
    const models = parseGeminiImageModels({
      models: [
        { name: "models/gemini-3.8-flash", supportedGenerationMethods: methods },
        { name: "models/gemini-3-pro-image", displayName: "Pro Image", supportedGenerationMethods: methods },
        { name: "models/gemini-2.5-flash-image", supportedGenerationMethods: methods },
        { name: "models/imagen-4.0-generate-001", supportedGenerationMethods: ["predict"] },
      ],
    });
    expect(models.map(({ id, qualities }) => [id, qualities])).toEqual([
      ["gemini-3-pro-image", ["1K", "2K", "4K"]],
      ["gemini-2.5-flash-image", []],
    ]);
    const { images } = setUp();
    expect(images.offer(undefined, models)).toEqual({ models });
    expect(images.offer(undefined, [])).toMatchObject({ refusal: { code: "unsupported_option" } });
    expect(images.offer(undefined, undefined)).toMatchObject({ models: [{ maxImages: 4 }] });
  });
});
