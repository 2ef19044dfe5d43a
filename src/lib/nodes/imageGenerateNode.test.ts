import { describe, expect, it } from "vitest";
import { testCache } from "@/lib/engine/testCache";
import { node, run as runPlan } from "@/lib/engine/testRun";
import { AppError } from "@/types/errors";
import type { ImageCall, MakeImages } from "@/types/images";
import { portsOf } from "./nodeKinds";

const payer = { kind: "key", id: "openai", provider: "openai", name: "OpenAI key" } as const;

/** Draws pictures that are named after what was asked for, and remembers each call. */
function painter(change: Partial<Awaited<ReturnType<MakeImages>>> = {}) {
  const calls: ImageCall[] = [];
  const makeImages: MakeImages = async (call) => {
    calls.push(call);
    if (call.prompt === "refused") throw new AppError("content_rejected", "This was refused.");
    const images = Array.from({ length: call.n ?? 1 }, (_, place) => ({
      ...{ asset: `${call.prompt}-${place}`, mime: "image/png", bytes: 3, width: 4, height: 2 },
    }));
    const { provider, model = "painter", size } = call;
    const result = { images, asked: size === undefined ? {} : { size }, got: { size: "4x2" }, model, provider, payer };
    return { ...result, notices: [], requestId: "r1", ...change };
  };
  return { calls, makeImages };
}

const image = (data: Record<string, unknown> = {}) => node("i", "imageGenerate", { provider: "openai", ...data });
const prompts = (...lines: string[]) => node("l", "list", { text: lines.join("\n"), split: "lines" });
const fromPrompt = ["p.text>i.prompt"];
const fromList = ["l.items>i.prompt"];

function outputOf(events: Awaited<ReturnType<typeof runPlan>>["events"]) {
  const end = events.find((event) => event.type === "node-end" && event.node === "i");
  return end?.type === "node-end" ? end : undefined;
}

describe("a node that makes pictures", () => {
  it("gives the picture with its size, what was asked for and what came", async () => {
    const { makeImages, calls } = painter();
    const nodes = [node("p", "prompt", { text: "an owl" }), image({ size: "8x4", account: "a1" })];
    const { events } = await runPlan(nodes, fromPrompt, { makeImages });
    expect(calls).toEqual([{ provider: "openai", account: "a1", size: "8x4", prompt: "an owl" }]);
    expect(outputOf(events)).toMatchObject({
      output: {
        image: { asset: "an owl-0", mime: "image/png", width: 4, asked: { size: "8x4" }, got: { size: "4x2" } },
      },
      payer,
      calls: 1,
    });
  });

  it("makes one list of the pictures of all prompts, also where each gives several", async () => {
    const { makeImages } = painter();
    const nodes = [prompts("owl", "fox"), image({ n: 2 }), node("o", "output", { format: "auto" })];
    const { result } = await runPlan(nodes, [...fromList, "i.image>o.value"], { makeImages });
    expect(result.outputs.o).toMatchObject(["owl-0", "owl-1", "fox-0", "fox-1"].map((asset) => ({ asset })));
  });

  it("goes on without a prompt that was refused, and keeps its error in its place", async () => {
    const { makeImages } = painter();
    const { events } = await runPlan([prompts("owl", "refused", "fox"), image({ n: 2 })], fromList, { makeImages });
    expect(outputOf(events)).toMatchObject({ failedItems: 1, items: 3 });
    expect(outputOf(events)?.output.image).toMatchObject([
      { asset: "owl-0" },
      { asset: "owl-1" },
      { error: { code: "content_rejected" } },
      { asset: "fox-0" },
      { asset: "fox-1" },
    ]);
  });

  it("passes on the pictures that are wired in, all with each call", async () => {
    const { makeImages, calls } = painter();
    const picture = { asset: "AAAA", mime: "image/png", bytes: 3 };
    const nodes = [prompts("owl", "fox"), node("a", "imageInput", { asset: picture }), image()];
    await runPlan(nodes, [...fromList, "a.image>i.images"], { makeImages });
    expect(calls.map(({ images }) => images)).toEqual([["data:image/png;base64,AAAA"], ["data:image/png;base64,AAAA"]]);
  });

  it("takes its pictures from the cache as long as settings, prompt and pictures are the same, whoever pays", async () => {
    const { makeImages, calls } = painter();
    const cache = testCache();
    const prompt = node("p", "prompt", { text: "an owl" });
    const runWith = (data: Record<string, unknown>) =>
      runPlan([prompt, image(data)], fromPrompt, { makeImages, cache });
    await runWith({});
    expect(outputOf((await runWith({ account: "another", n: 1, model: "" })).events)?.cached).toBe(true);
    expect(calls).toHaveLength(1);
    for (const data of [{ size: "1x1" }, { quality: "low" }, { background: "opaque" }, { n: 2 }, { model: "m" }]) {
      const before = calls.length;
      await runWith(data);
      expect(calls).toHaveLength(before + 1);
    }
  });

  it("shows what the call was noted for", async () => {
    const { makeImages } = painter({ notices: [{ code: "image_differs", message: "Smaller." }] });
    const { events } = await runPlan([node("p", "prompt", { text: "an owl" }), image()], fromPrompt, { makeImages });
    expect(events).toContainEqual({ type: "notice", node: "i", code: "image_differs", message: "Smaller." });
  });

  it("asks nobody for an empty prompt", async () => {
    const { makeImages, calls } = painter();
    const { events } = await runPlan([node("p", "prompt", { text: " " }), image()], fromPrompt, { makeImages });
    expect(events).toContainEqual(
      expect.objectContaining({ type: "node-error", error: expect.objectContaining({ code: "invalid_request" }) }),
    );
    expect(calls).toEqual([]);
  });

  it("carries a list only where a call gives several", () => {
    const listOf = (data: Record<string, unknown>) => portsOf(image(data)).outputs[0]?.list;
    expect([listOf({}), listOf({ n: 1 }), listOf({ n: 2 })]).toEqual([undefined, undefined, true]);
  });
});
