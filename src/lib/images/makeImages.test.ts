import { describe, expect, it } from "vitest";
import { createLimits } from "@/lib/limits/limits";
import { credentialSource, fakeTiming, planPayer } from "@/lib/llm/__fixtures__/upstream";
import type { ImageMaker, ModelledImageCall, Provider } from "@/lib/llm/provider";
import { AppError } from "@/types/errors";
import type { ImageModel, ModelList } from "@/types/providers";
import type { ProviderId } from "@/types/providerTable";
import { createImagePauses } from "./imagePauses";
import { createMakeImages } from "./makeImages";

const never = new AbortController().signal;
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAIAAAA8r+mnAAAADElEQVR4nGNgGBwAAADEAAEnTmI8AAAAAElFTkSuQmCC",
  "base64",
);
const model: ImageModel = {
  ...{ id: "painter", name: "Painter", sizes: ["auto", "8x4"], qualities: ["low"], backgrounds: [] },
  ...{ maxImages: 2, maxInputs: 1, mask: false },
};
const call = { provider: "openai-auth" as const, prompt: "An owl" };
const picture = "data:image/gif;base64,iVBORw0KGgoAAAANSUhEUg==";

/** Everything around the upstream is real but the accounts and the disk. */
function setUp(change: Partial<ImageMaker> = {}, imageModels = [model]) {
  const made: ModelledImageCall[] = [];
  const settled: (string | undefined)[] = [];
  const noted: string[] = [];
  const images: ImageMaker = {
    offer: () => ({ models: [model] }),
    make: async (call) => {
      made.push(call);
      return { images: [png], got: { quality: "low" } };
    },
    ...change,
  };
  const clock = fakeTiming();
  const limits = createLimits({
    accounts: { noteLimit: async (_, until) => void noted.push(until), clearLimit: async () => {} },
    now: clock.timing.now,
  });
  const source = { ...credentialSource(planPayer).source, settled: async (code?: string) => void settled.push(code) };
  const makeImages = createMakeImages({
    providers: { "openai-auth": { images } as unknown as Provider } as Record<ProviderId, Provider>,
    credentialsFor: async () => source,
    catalogue: { list: async () => ({ imageModels }) as unknown as ModelList },
    limits,
    assets: { put: async (bytes, mime) => ({ asset: `a${bytes.length}`, mime, bytes: bytes.length }) },
    newRequestId: () => "r1",
    pauses: createImagePauses(clock.timing),
  });
  return { makeImages, made, settled, noted, limits, source };
}

describe("making pictures", () => {
  it("asks the first model, and gives assets with the size that their bytes have", async () => {
    const { makeImages, made, settled } = setUp();
    expect(await makeImages({ ...call, size: "8x4" }, never)).toEqual({
      images: [{ asset: `a${png.length}`, mime: "image/png", bytes: png.length, width: 8, height: 4 }],
      asked: { size: "8x4" },
      got: { quality: "low", size: "8x4" },
      ...{ model: "painter", provider: "openai-auth", account: "acc1", payer: planPayer, notices: [], requestId: "r1" },
    });
    expect(made).toEqual([{ ...call, size: "8x4", model: "painter" }]);
    expect(settled).toEqual([undefined]);
  });

  it("passes on a picture under the type of its bytes, and a size between those of the list", async () => {
    const { makeImages, made } = setUp();
    await makeImages({ ...call, images: [picture], size: "16x8" }, never);
    expect(made[0]).toMatchObject({ images: [picture.replace("gif", "png")], size: "16x8" });
  });

  it.each([
    [{ quality: "high" }, 'does not take the quality "high". It takes low.'],
    [{ background: "opaque" }, "takes no background"],
    [{ size: "16:9" }, 'does not take the size "16:9"'],
    [{ n: 3 }, "at most 2 pictures"],
    [{ images: [picture, picture] }, "at most 1 pictures to go by"],
    [{ images: [picture], mask: picture }, "takes no mask"],
  ])("refuses %j before anything is sent", async (settings, words) => {
    const { makeImages, made } = setUp();
    await expect(makeImages({ ...call, ...settings }, never)).rejects.toMatchObject({
      ...{ code: "unsupported_option", message: expect.stringContaining(words) },
    });
    expect(made).toEqual([]);
  });

  it("lets the upstream say what a model takes that is in no list", async () => {
    const { makeImages, made } = setUp();
    await makeImages({ ...call, model: "other", quality: "superb" }, never);
    expect(made[0]).toMatchObject({ model: "other", quality: "superb" });
  });

  it("says why an account makes none", async () => {
    const refusal = new AppError("unsupported_option", "Not on this plan.");
    const { makeImages, made } = setUp({ offer: () => ({ refusal }) });
    await expect(makeImages(call, never)).rejects.toBe(refusal);
    expect(made).toEqual([]);
  });

  it("sends two at once for an account, tells who waits, and lets the next in when one has ended", async () => {
    const ends: (() => void)[] = [];
    const { makeImages, limits } = setUp({
      make: () => new Promise((resolve) => ends.push(() => resolve({ images: [png], got: {} }))),
    });
    const told: string[] = [];
    const calls = [1, 2, 3].map(() => makeImages(call, never, (change) => told.push(change)));
    await expect.poll(() => ends.length).toBe(2);
    await expect.poll(() => told).toEqual(["joined"]);
    expect(limits.queueOf(planPayer)).toMatchObject({ running: 0, waiting: 0 });
    ends[0]?.();
    await expect.poll(() => ends.length).toBe(3);
    expect(told).toEqual(["joined", "left"]);
    for (const end of ends) end();
    await Promise.all(calls);
  });

  it("looks again at an account when its turn has come", async () => {
    const ends: (() => void)[] = [];
    const { makeImages, source } = setUp({
      make: () => new Promise((resolve) => ends.push(() => resolve({ images: [png], got: {} }))),
    });
    const first = [makeImages(call, never), makeImages(call, never)];
    await expect.poll(() => ends.length).toBe(2);
    const third = makeImages(call, never);
    source.limitedUntil = "2026-11-21T15:00:00Z";
    for (const end of ends) end();
    await expect(third).rejects.toMatchObject({ code: "usage_limit_reached" });
    await Promise.all(first);
    expect(ends).toHaveLength(2);
  });

  it("leaves the queue when the call is stopped", async () => {
    const ends: (() => void)[] = [];
    const { makeImages } = setUp({
      make: () => new Promise((resolve) => ends.push(() => resolve({ images: [png], got: {} }))),
    });
    const first = [makeImages(call, never), makeImages(call, never)];
    await expect.poll(() => ends.length).toBe(2);
    const leaving = new AbortController();
    const third = makeImages(call, leaving.signal);
    leaving.abort();
    await expect(third).rejects.toBe(leaving.signal.reason);
    for (const end of ends) end();
    await Promise.all(first);
    expect(ends).toHaveLength(2);
  });

  it("notes the plan's limit for all calls, and none of pictures", async () => {
    const plan = new AppError("usage_limit_reached", "Reached.", {
      isPlanLimit: true,
      resetsAt: "2026-11-21T15:00:00Z",
    });
    const own = new AppError("rate_limited", "Too many pictures.");
    for (const [error, expected] of [
      [plan, ["2026-11-21T15:00:00Z"]],
      [own, []],
    ] as const) {
      const { makeImages, noted, settled } = setUp({ make: () => Promise.reject(error) });
      await expect(makeImages(call, never)).rejects.toMatchObject({ code: error.code });
      expect(noted).toEqual(expected);
      expect(settled).toEqual([error.code]);
    }
  });

  it("refuses what is no picture", async () => {
    const { makeImages } = setUp({ make: async () => ({ images: [Buffer.from("<html>")], got: {} }) });
    await expect(makeImages(call, never)).rejects.toMatchObject({ code: "upstream_rejected" });
  });
});
