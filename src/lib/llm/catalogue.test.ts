import { expect, test, vi } from "vitest";
import { AppError } from "@/types/errors";
import type { Model } from "@/types/providers";
import { mapIds, providerIds } from "@/types/providerTable";
import { credentialSource, keyPayer, planPayer } from "./__fixtures__/upstream";
import { createCatalogue } from "./catalogue";
import type { ListedModels, Provider } from "./provider";
import { providerKinds } from "./providerKinds";
import { supportsAll } from "./supportsAll";

const model = (id: string): Model => ({
  id,
  name: id,
  input: ["text"],
  supports: supportsAll,
});

function setUp() {
  let nowMs = 1_000_000;
  const logged: unknown[] = [];
  const listModels = vi.fn<Provider["listModels"]>(async () => ({ models: [model("live-1")] }));
  // Only the list is asked for here.
  const provider = { refusedSettings: {}, listModels } as unknown as Provider;
  const credentialsFor = vi.fn(async (id: string, account?: string) =>
    id === "openai-auth"
      ? credentialSource({ ...planPayer, id: account ?? "acc1" }).source
      : credentialSource(keyPayer).source,
  );
  const catalogue = createCatalogue({
    providers: mapIds(providerIds, () => provider),
    credentialsFor,
    now: () => nowMs,
    log: { warn: (_, facts) => logged.push(facts), error: (_, error) => logged.push(error) },
  });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { catalogue, listModels, credentialsFor, pass, logged };
}

const minuteMs = 60_000;

test("the first list is live, and for five minutes it is the same one from memory", async () => {
  const { catalogue, listModels, pass } = setUp();
  const first = await catalogue.list("openai-auth");
  expect(first).toMatchObject({ source: "live", account: "acc1", models: [{ id: "live-1" }] });
  pass(5 * minuteMs - 1);
  expect(await catalogue.list("openai-auth")).toEqual({ ...first, source: "cache" });
  expect(listModels).toHaveBeenCalledTimes(1);
});

test("callers who come together share one fetch", async () => {
  const { catalogue, listModels } = setUp();
  const lists = await Promise.all([catalogue.list("openai"), catalogue.list("openai"), catalogue.list("openai")]);
  expect(lists.map(({ source }) => source)).toEqual(["live", "live", "live"]);
  expect(listModels).toHaveBeenCalledTimes(1);
});

test("an old list is served at once while a new one is fetched behind it", async () => {
  const { catalogue, listModels, pass } = setUp();
  await catalogue.list("openai");
  pass(6 * minuteMs);
  let deliver: (listed: ListedModels) => void = () => {};
  listModels.mockReturnValueOnce(new Promise((resolve) => (deliver = resolve)));
  expect(await catalogue.list("openai")).toMatchObject({ source: "cache", models: [{ id: "live-1" }] });
  await catalogue.list("openai");
  expect(listModels).toHaveBeenCalledTimes(2);
  deliver({ models: [model("live-2")] });
  await new Promise((resolve) => setImmediate(resolve));
  expect(await catalogue.list("openai")).toMatchObject({ source: "cache", models: [{ id: "live-2" }] });
});

test("an upstream that fails leaves the old list standing, and is not asked again for a while", async () => {
  const { catalogue, listModels, pass } = setUp();
  await catalogue.list("openai");
  pass(6 * minuteMs);
  listModels.mockRejectedValue(new AppError("upstream_unavailable", "down"));
  for (let i = 0; i < 3; i++) {
    expect(await catalogue.list("openai")).toMatchObject({ source: "cache", models: [{ id: "live-1" }] });
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(listModels).toHaveBeenCalledTimes(2);
  pass(31_000);
  await catalogue.list("openai");
  expect(listModels).toHaveBeenCalledTimes(3);
});

test("without any list of the upstream the bundled one is given whole and marked", async () => {
  const { catalogue, listModels, credentialsFor } = setUp();
  listModels.mockRejectedValue(new AppError("upstream_unavailable", "down"));
  expect(await catalogue.list("openai-auth")).toMatchObject({
    source: "bundled",
    models: providerKinds["openai-auth"].bundledModels,
  });
  credentialsFor.mockRejectedValue(new AppError("auth_required", "nobody is signed in"));
  expect(await catalogue.list("google")).toMatchObject({
    source: "bundled",
    models: providerKinds.google.bundledModels,
  });
});

test("a bug while finding the credential is not hidden behind a list", async () => {
  const { catalogue, credentialsFor } = setUp();
  credentialsFor.mockRejectedValue(new TypeError("a bug"));
  await expect(catalogue.list("openai")).rejects.toThrow("a bug");
});

test("each account has its own list, and forgetting one leaves the others", async () => {
  const { catalogue, listModels } = setUp();
  for (const account of ["a", "b"]) await catalogue.list("openai-auth", account);
  expect(listModels).toHaveBeenCalledTimes(2);
  catalogue.invalidate("openai-auth", "a");
  expect((await catalogue.list("openai-auth", "a")).source).toBe("live");
  expect((await catalogue.list("openai-auth", "b")).source).toBe("cache");
  await catalogue.list("openai");
  catalogue.invalidate("openai-auth");
  expect((await catalogue.list("openai-auth", "b")).source).toBe("live");
  expect((await catalogue.list("openai")).source).toBe("cache");
});

test("a list that was asked for before it was forgotten does not come back", async () => {
  const { catalogue, listModels } = setUp();
  let deliver: (listed: ListedModels) => void = () => {};
  listModels.mockReturnValueOnce(new Promise((resolve) => (deliver = resolve)));
  const old = catalogue.list("openai");
  await new Promise((resolve) => setImmediate(resolve));
  catalogue.invalidate("openai");
  expect(await catalogue.list("openai")).toMatchObject({ models: [{ id: "live-1" }] });
  deliver({ models: [model("stale")] });
  expect(await old).toMatchObject({ models: [{ id: "stale" }] });
  expect(await catalogue.list("openai")).toMatchObject({ models: [{ id: "live-1" }] });
});

const planSource = () => credentialSource(planPayer).source;
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("a call that names another version of the list has it fetched again, once for each version", async () => {
  const { catalogue, listModels } = setUp();
  listModels.mockResolvedValueOnce({ models: [model("live-1")], etag: "v1" });
  catalogue.noteEtag(planSource(), "v1");
  expect(listModels).not.toHaveBeenCalled();
  await catalogue.list("openai-auth");
  catalogue.noteEtag(planSource(), "v1");
  listModels.mockResolvedValueOnce({ models: [model("live-2")], etag: "v2" });
  catalogue.noteEtag(planSource(), "v2");
  catalogue.noteEtag(planSource(), "v2");
  await turn();
  expect(listModels).toHaveBeenCalledTimes(2);
  expect(await catalogue.list("openai-auth")).toMatchObject({ source: "cache", models: [{ id: "live-2" }] });
});

test("a list whose own version never matches that of calls is not fetched with every call", async () => {
  const { catalogue, listModels } = setUp();
  await catalogue.list("openai-auth");
  for (let calls = 0; calls < 5; calls++) {
    catalogue.noteEtag(planSource(), "v9");
    await turn();
  }
  expect(listModels).toHaveBeenCalledTimes(2);
});

test("a list that was found wrong is fetched again, unless the upstream has just failed", async () => {
  const { catalogue, listModels, pass } = setUp();
  await catalogue.list("openai-auth");
  listModels.mockRejectedValueOnce(new AppError("upstream_unavailable", "down"));
  catalogue.refetch(planSource());
  await turn();
  catalogue.refetch(planSource());
  expect(listModels).toHaveBeenCalledTimes(2);
  pass(30_000);
  catalogue.refetch(planSource());
  expect(listModels).toHaveBeenCalledTimes(3);
});

test("models say why a setting is off, in a live list as in the bundled one", async () => {
  const { catalogue, listModels } = setUp();
  const plain = model("plain");
  listModels.mockResolvedValueOnce({ models: [{ ...plain, supports: { ...plain.supports, temperature: false } }] });
  const live = await catalogue.list("openai");
  expect(live.models[0]?.reasons).toEqual({ temperature: "Temperature is not supported by plain." });
  listModels.mockRejectedValue(new AppError("upstream_unavailable", "down"));
  const { models } = await catalogue.list("openai-auth");
  expect(models[0]?.reasons?.temperature).toBe(`Temperature is not supported by ${models[0]?.name}.`);
});

test("why a list could not be fetched stands beside the one that is shown, until one is fetched again", async () => {
  const { catalogue, listModels, pass, logged } = setUp();
  listModels.mockRejectedValueOnce(new AppError("upstream_rejected", "There is nothing there."));
  expect(await catalogue.list("openai")).toMatchObject({ source: "bundled", problem: "There is nothing there." });
  pass(minuteMs);
  expect(await catalogue.list("openai")).not.toHaveProperty("problem");
  pass(6 * minuteMs);
  listModels.mockRejectedValueOnce(new DOMException("too slow", "TimeoutError"));
  await catalogue.list("openai");
  expect(await catalogue.list("openai")).toMatchObject({
    source: "cache",
    problem: expect.stringContaining("too long"),
  });
  expect(logged).toEqual([
    { provider: "openai", reason: "There is nothing there." },
    { provider: "openai", reason: "too slow" },
  ]);
});

test("a bug in fetching a list is logged with itself and never shown", async () => {
  const { catalogue, listModels, logged } = setUp();
  const bug = new Error("undefined is not a function");
  listModels.mockRejectedValueOnce(bug);
  expect((await catalogue.list("openai")).problem).not.toContain("undefined");
  expect(logged).toEqual([bug]);
});
