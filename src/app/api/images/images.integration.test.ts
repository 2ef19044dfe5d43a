import { describe, expect, it } from "vitest";
import { GET as getModels } from "@/app/api/models/route";
import { collect } from "@/lib/llm/callLlm";
import { type ImageResult, imageResultSchema } from "@/types/images";
import { modelListSchema } from "@/types/providers";
import { imageBench } from "./imageBench";
import { POST } from "./route";

/** Pictures through everything that a route uses, against upstreams that refuse what the real ones refuse. */

/** `PATCHBAY_LONG=1` takes its time. */
const slowSeconds = process.env.PATCHBAY_LONG === "1" ? 150 : 1;

const bench = imageBench();
const { accounts, imageCalls } = bench;

function post(body: object, signal?: AbortSignal): Promise<Response> {
  const headers = { host: "localhost:3000", "content-type": "application/json" };
  const request = new Request("http://localhost:3000/api/images", {
    ...{ method: "POST", headers, signal, body: JSON.stringify({ account: accountOf(body), ...body }) },
  });
  return POST(request, { params: Promise.resolve({}) });
}

const accountOf = (body: object) => ("provider" in body && body.provider === "openai-auth" ? accounts.ada : undefined);
const make = async (body: object): Promise<ImageResult> => {
  const response = await post(body);
  const answer = await response.json();
  expect(answer).not.toHaveProperty("error");
  return imageResultSchema.parse(answer);
};
const failureOf = async (body: object) => {
  const response = await post(body);
  return { status: response.status, ...(await response.json()).error };
};
const dataUrlOf = async ({ asset, mime }: { asset: string; mime: string }) =>
  `data:${mime};base64,${Buffer.from(await bench.services.assets.get(asset)).toString("base64")}`;
const plan = { provider: "openai-auth" };

describe("POST /api/images", () => {
  it("makes pictures on a plan, keeps them as assets, and says what came", async () => {
    const result = await make({ ...plan, prompt: "A red square", n: 2, size: "1536x1024", quality: "low" });
    expect(result).toMatchObject({
      images: [{ mime: "image/png", width: 1536, height: 1024 }, { width: 1536 }],
      asked: { n: 2, size: "1536x1024", quality: "low" },
      got: { size: "1536x1024", quality: "low", background: "opaque" },
      ...{ model: "gpt-image-2", provider: "openai-auth", account: accounts.ada, notices: [] },
      payer: { kind: "account", id: accounts.ada },
      usage: { outputTokens: 3072 },
    });
    const [first, second] = result.images;
    expect(first?.asset).not.toBe(second?.asset);
    expect((await bench.services.assets.get(first?.asset ?? "")).length).toBe(first?.bytes);
  });

  it.each([
    [plan, { size: "1024x1024", background: "transparent" }],
    [{ provider: "openai" }, { size: "1024x1024", background: "transparent" }],
    [{ provider: "google" }, { size: "16:9", quality: "2K" }],
  ])("edits with %j", async (who, settings) => {
    const [made] = (await make({ ...who, prompt: "A blue fish" })).images;
    const images = [await dataUrlOf(made ?? { asset: "", mime: "" })];
    const edited = await make({ ...who, ...settings, prompt: "Make it yellow", images });
    expect(edited.images[0]?.asset).not.toBe(made?.asset);
    expect(edited.notices).toEqual([]);
  });

  it("sends a mask where one is taken, and refuses it where none is", async () => {
    const [made] = (await make({ provider: "openai", prompt: "A fish" })).images;
    const url = await dataUrlOf(made ?? { asset: "", mime: "" });
    await make({ provider: "openai", prompt: "Another fish", images: [url], mask: url });
    expect(imageCalls().at(-1)?.facts).toMatchObject({ images: 1, mask: true });
    const before = imageCalls().length;
    expect(await failureOf({ ...plan, prompt: "A fish", images: [url], mask: url })).toMatchObject({
      ...{ status: 400, code: "unsupported_option" },
    });
    expect(await failureOf({ provider: "openai", prompt: "A fish", mask: url })).toMatchObject({
      code: "invalid_request",
    });
    expect(imageCalls()).toHaveLength(before);
  });

  it("tells what came otherwise than it was asked for", async () => {
    const { notices, got } = await make({ ...plan, prompt: "An owl [other-size]", size: "1024x1024", quality: "high" });
    expect(got).toMatchObject({ size: "512x512", quality: "medium" });
    expect(notices).toEqual([
      {
        code: "image_differs",
        message: "Not all came as asked: size 512x512 instead of 1024x1024, quality medium instead of high.",
      },
    ]);
    expect((await make({ provider: "google", prompt: "An owl [other-size]", size: "16:9" })).notices).toMatchObject([
      { code: "image_differs" },
    ]);
  });

  it("asks Gemini once for each picture, by the first picture model of its list", async () => {
    const before = bench.simulator.requests.length;
    const result = await make({ provider: "google", prompt: "An owl", n: 3, size: "16:9" });
    expect(result).toMatchObject({ model: "gemini-3.1-flash-image", images: [{ width: 1024, height: 576 }, {}, {}] });
    expect(bench.simulator.requests.slice(before).filter(({ path }) => path.endsWith(":generateContent"))).toHaveLength(
      3,
    );
  });

  it.each([
    ["a plan that is shared", () => ({ ...plan, account: accounts.siwc }), "unsupported_option"],
    ["a free plan", () => ({ ...plan, account: accounts.fred }), "unsupported_option"],
    ["a quality that is not there", () => ({ ...plan, quality: "superb" }), "unsupported_option"],
    ["a background for Gemini", () => ({ provider: "google", background: "opaque" }), "unsupported_option"],
    ["a size in pixels for Gemini", () => ({ provider: "google", size: "1024x1024" }), "unsupported_option"],
    ["more pictures than one call makes", () => ({ provider: "google", n: 5 }), "unsupported_option"],
    ["a provider that makes none", () => ({ provider: "anthropic" }), "unsupported_option"],
    ["a GIF", () => ({ ...plan, images: ["data:image/png;base64,R0lGODlhAgADAIAAAP///w=="] }), "unsupported_file"],
    ["a field that is not there", () => ({ ...plan, style: "vivid" }), "invalid_request"],
    ["an address instead of a picture", () => ({ ...plan, images: ["https://a.example/b.png"] }), "invalid_request"],
  ])("refuses %s before anything is sent, with what to do", async (_, body, code) => {
    const before = bench.simulator.requests.length;
    const failure = await failureOf({ prompt: "An owl", ...body() });
    expect(failure).toMatchObject({ code, action: expect.any(String) });
    expect(bench.simulator.requests.slice(before).filter(({ method }) => method === "POST")).toEqual([]);
  });

  it("tells a refusal of the safety system from all others", async () => {
    for (const who of [plan, { provider: "openai" }, { provider: "google" }]) {
      expect(await failureOf({ ...who, prompt: "[moderation] Something" })).toMatchObject({
        ...{ status: 400, code: "content_rejected", action: "edit_input" },
      });
    }
  });

  it("holds up nothing after a limit of pictures that names no time", async () => {
    expect(await failureOf({ ...plan, prompt: "[image-limit] An owl" })).toMatchObject({
      ...{ status: 429, code: "rate_limited" },
    });
    const sent = imageCalls().length;
    await make({ ...plan, prompt: "An owl" });
    expect(imageCalls()).toHaveLength(sent + 1);
    const messages = [{ role: "user" as const, content: "Hello" }];
    const call = { provider: "openai-auth" as const, account: accounts.ada, model: "gpt-5.5", messages };
    expect((await collect(bench.services.callLlm(call, new AbortController().signal))).text).not.toBe("");
    const status = await bench.services.auth.status(accounts.ada);
    expect(bench.services.limits.withUsage(status).accounts[0]).toMatchObject({
      status: "active",
      queue: { limit: 3 },
    });
  });

  it("waits out a limit of pictures that names a short time, and sends no call into it", async () => {
    const failing = await failureOf({ ...plan, prompt: "[image-limit:1] An owl" });
    const limitedAt = Date.now();
    expect(failing).toMatchObject({ code: "rate_limited" });
    await make({ ...plan, prompt: "An owl" });
    expect(Date.now() - limitedAt).toBeGreaterThan(900);
  });

  it("says which setting names the client, when a newer one is wanted", async () => {
    expect((await failureOf({ ...plan, prompt: "[newer-version] An owl" })).message).toContain("CODEX_CLIENT_VERSION");
  });

  it("renews a sign-in that has run out, once", async () => {
    bench.simulator.control.expireAccessTokens({ person: "ada" });
    await make({ ...plan, prompt: "An owl at night" });
    expect(
      imageCalls()
        .slice(-2)
        .map(({ status }) => status),
    ).toEqual([401, 200]);
  });

  it("waits for a first byte as long as pictures take", { timeout: (slowSeconds + 20) * 1000 }, async () => {
    const askedAt = Date.now();
    await make({ ...plan, prompt: `An owl [slow:${slowSeconds}]` });
    expect(Date.now() - askedAt).toBeGreaterThan(slowSeconds * 900);
  });

  it("stops the upstream when the client leaves", async () => {
    const { abortedStreams, openStreams } = bench.simulator.counters;
    const leaving = new AbortController();
    const response = post({ ...plan, prompt: "An owl [slow:60]" }, leaving.signal);
    await expect.poll(() => bench.simulator.counters.openStreams).toBe(openStreams + 1);
    leaving.abort();
    expect((await response).status).toBe(499);
    await expect.poll(() => bench.simulator.counters.abortedStreams).toBe(abortedStreams + 1);
    expect(bench.simulator.counters.openStreams).toBe(openStreams);
  });
});

it("lists what makes pictures, or why nothing does", async () => {
  const listOf = async (query: string) => {
    const request = new Request(`http://localhost:3000/api/models?${query}`, { headers: { host: "localhost:3000" } });
    return modelListSchema.parse(await (await getModels(request, { params: Promise.resolve({}) })).json());
  };
  expect(await listOf(`provider=openai-auth&account=${accounts.ada}`)).toMatchObject({
    imageModels: [{ id: "gpt-image-2", backgrounds: ["opaque", "transparent"], maxInputs: 16 }],
  });
  expect((await listOf("provider=openai")).imageModels?.[0]?.id).toBe("gpt-image-2");
  expect((await listOf("provider=google")).imageModels?.map(({ id }) => id)).toEqual([
    "gemini-3.1-flash-image",
    "gemini-2.5-flash-image",
  ]);
  for (const account of [accounts.siwc, accounts.fred]) {
    expect(await listOf(`provider=openai-auth&account=${account}`)).toMatchObject({
      imageModels: [],
      imageReason: expect.stringContaining("no pictures"),
    });
  }
});
