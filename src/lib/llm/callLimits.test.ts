import { expect, test } from "vitest";
import { createLimits } from "@/lib/limits/limits";
import { memoryAccountLimits } from "@/lib/limits/testLimits";
import { createSchemaCheck } from "@/lib/worker/schemaCheck";
import { createWorkers } from "@/lib/worker/workers";
import type { CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import type { LlmCall, LlmEvent } from "@/types/llm";
import type { ModelList } from "@/types/providers";
import { mapIds, type ProviderId, providerIds } from "@/types/providerTable";
import { credentialSource, drain, keyPayer, planPayer } from "./__fixtures__/upstream";
import { type CallLlmDeps, createCallLlm } from "./callLlm";
import type { Provider, ProviderEvent } from "./provider";

const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 3 };
const end: ProviderEvent = { type: "end", text: "Hello", finishReason: "stop", usage };
const answer: ProviderEvent[] = [{ type: "text-delta", text: "Hello" }, end];
const never = new AbortController().signal;
const call: LlmCall = { provider: "openai-auth", model: "m", messages: [{ role: "user", content: "hi" }] };
const resetsAt = "2999-01-01T00:00:00.000Z";
const limitReached = () => new AppError("usage_limit_reached", "The limit is reached.", { resetsAt, window: "5 h" });

type Ask = (call: LlmCall, source: CredentialSource) => AsyncIterable<ProviderEvent>;

async function* giving(...events: (ProviderEvent | AppError)[]): AsyncGenerator<ProviderEvent> {
  for (const event of events) {
    if (event instanceof AppError) throw event;
    yield event;
  }
}

/** Accounts `acc1` ("Personal") and `acc2` ("Work") of route codex, `share` of route siwc, and a key. */
function setUp(
  ask: Ask,
  { settled, readUsage }: Pick<CredentialSource, "settled"> & Pick<CallLlmDeps, "readUsage"> = {},
) {
  const { accounts, limited } = memoryAccountLimits();
  const limits = createLimits({ accounts, now: Date.now });
  const asked: string[] = [];
  const catalogueNews: string[] = [];
  const names: Record<string, string> = { acc1: "Personal", acc2: "Work", share: "Shared" };
  const credentialsFor = async (provider: ProviderId, id = "acc1"): Promise<CredentialSource> => {
    if (provider !== "openai-auth") return credentialSource({ ...keyPayer, provider }).source;
    const name = names[id];
    if (name === undefined) throw new AppError("auth_required", "Nobody is signed in.");
    const { source } = credentialSource({ ...planPayer, id, name });
    return { ...source, settled, route: id === "share" ? "siwc" : "codex", limitedUntil: limited.get(id) };
  };
  const provider: Provider = {
    refusedSettings: {},
    stream: (sent, source) => {
      asked.push(`${source.payer.name}/${sent.model}`);
      return ask(sent, source);
    },
    listModels: async () => ({ models: [] }),
  };
  const list: ModelList = { provider: "openai-auth", source: "bundled", fetchedAt: "", models: [] };
  const callLlm = createCallLlm({
    providers: mapIds(providerIds, () => provider),
    credentialsFor,
    catalogue: {
      list: async () => list,
      noteEtag: ({ payer }, etag) => catalogueNews.push(`${payer.id} ${etag}`),
      refetch: ({ payer }) => catalogueNews.push(`${payer.id} refetch`),
    },
    limits,
    readUsage,
    newRequestId: () => "req-1",
    checkSchema: createSchemaCheck(createWorkers()),
  });
  return { callLlm, limits, limited, asked, catalogueNews, queue: () => limits.queueOf(planPayer) };
}

const typesOf = (items: LlmEvent[]) => items.map(({ type }) => type).filter((type) => type !== "notice");
const noticesOf = (items: LlmEvent[]) =>
  items.flatMap((item) => (item.type === "notice" && item.code === "failed_over" ? [item.message] : []));

test("a fourth call on an account waits, says so, and begins when one ends", async () => {
  const open = Promise.withResolvers<void>();
  const { callLlm, queue } = setUp(async function* () {
    await open.promise;
    yield* answer;
  });
  const calls = Array.from({ length: 5 }, () => callLlm(call, never));
  const firsts = await Promise.all(calls.map((events) => events[Symbol.asyncIterator]().next()));
  expect(firsts.map(({ value }) => value)).toMatchObject([
    { type: "start" },
    { type: "start" },
    { type: "start" },
    { type: "queued", position: 1 },
    { type: "queued", position: 2 },
  ]);
  expect(queue()).toEqual({ running: 3, waiting: 2, limit: 3 });
  open.resolve();
  const rests = await Promise.all(calls.map((events) => drain<LlmEvent>(events)));
  expect(typesOf(rests[3]?.items ?? [])).toEqual(["start", "text-delta", "end"]);
  expect(queue()).toEqual({ running: 0, waiting: 0, limit: 3 });
});

test("an abort while waiting frees the place at once", async () => {
  const { callLlm, queue } = setUp(() => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) }));
  for (let count = 0; count < 3; count++) callLlm(call, never)[Symbol.asyncIterator]().next();
  const controller = new AbortController();
  const waiting = drain<LlmEvent>(callLlm(call, controller.signal));
  await expect.poll(queue).toEqual({ running: 3, waiting: 1, limit: 3 });
  const reason = new DOMException("stop", "AbortError");
  controller.abort(reason);
  expect(await waiting).toMatchObject({ items: [{ type: "queued" }], error: reason });
  expect(queue()).toEqual({ running: 3, waiting: 0, limit: 3 });
});

test("a limit says whose it is, when it is met and when it is known", async () => {
  const { callLlm } = setUp(onlyAcc1Limited);
  for (const _ of ["met", "known"]) {
    const { error } = await drain(callLlm(call, never));
    expect(error).toMatchObject({ code: "usage_limit_reached", facts: { account: "acc1" } });
  }
});

test("an account hears once how a call ended", async () => {
  const outcomes: (string | undefined)[] = [];
  const ask: Ask = (_, { payer }) => (payer.id === "acc1" ? giving(...answer) : giving(limitReached()));
  const { callLlm } = setUp(ask, { settled: async (code) => void outcomes.push(code) });
  await drain(callLlm(call, never));
  await drain(callLlm({ ...call, account: "acc2" }, never));
  expect(outcomes).toEqual([undefined, "usage_limit_reached"]);
});

test("a caller that stops reading leaves the gate", async () => {
  const { callLlm, queue } = setUp(() => giving(...answer));
  for await (const { type } of callLlm(call, never)) if (type === "text-delta") break;
  expect(queue().running).toBe(0);
});

test("who waited is not sent after the plan was used up meanwhile", async () => {
  const { callLlm, asked, limited } = setUp(() => giving(limitReached()));
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => drain(callLlm(call, never))));
  expect(asked).toHaveLength(3);
  expect(limited.get("acc1")).toBe(resetsAt);
  expect(outcomes.map(({ error }) => error)).toEqual(
    outcomes.map(() => expect.objectContaining({ code: "usage_limit_reached" })),
  );
});

test("a burst 429 halves the gate although the call went well in the end", async () => {
  const { callLlm, queue } = setUp(() => giving({ type: "rate-limited" }, ...answer));
  expect((await drain(callLlm(call, never))).error).toBeUndefined();
  expect(queue().limit).toBe(1);
});

test("what an answer tells beside is learnt and not shown", async () => {
  const windows = [{ label: "5 h", lengthSeconds: 18_000, usedPercent: 12 }];
  const { callLlm, limits, limited, catalogueNews } = setUp(() =>
    giving({ type: "observed", accepted: true, usage: { windows, isComplete: false }, modelsEtag: "v2" }, ...answer),
  );
  limited.set("acc1", "2001-01-01T00:00:00.000Z");
  const { items } = await drain<LlmEvent>(callLlm(call, never));
  expect(typesOf(items)).toEqual(["start", "text-delta", "end"]);
  expect(limits.usageOf("acc1").windows).toEqual(windows);
  expect(catalogueNews).toEqual(["acc1 v2"]);
  expect(limited.size).toBe(0);
});

test("a model that the upstream no longer knows makes the list be fetched again", async () => {
  const { callLlm, catalogueNews } = setUp(() => giving(new AppError("model_not_available", "Gone.")));
  await drain(callLlm(call, never));
  expect(catalogueNews).toEqual(["acc1 refetch"]);
});

const onlyAcc1Limited: Ask = (_, { payer }) => (payer.id === "acc1" ? giving(limitReached()) : giving(...answer));

test("without a fallback who pays never changes", async () => {
  const { callLlm, asked } = setUp(onlyAcc1Limited);
  expect((await drain(callLlm(call, never))).error).toMatchObject({ code: "usage_limit_reached" });
  expect(asked).toEqual(["Personal/m"]);
});

test("a fallback answers a used-up account, told in a notice, with the payer who really paid", async () => {
  const { callLlm, asked } = setUp(onlyAcc1Limited);
  const fallback = [{ provider: "openai-auth" as const, account: "acc2", model: "other" }];
  const { items } = await drain<LlmEvent>(callLlm({ ...call, fallback }, never));
  expect(asked).toEqual(["Personal/m", "Work/other"]);
  expect(typesOf(items)).toEqual(["start", "text-delta", "end"]);
  expect(items[0]).toMatchObject({ type: "start", account: "acc2", model: "other" });
  expect(noticesOf(items)).toEqual(["“Personal” has reached its 5 h window; answered by “Work”."]);
  expect(items.at(-1)).toMatchObject({
    result: {
      payer: { id: "acc2", name: "Work" },
      notices: expect.arrayContaining([{ code: "failed_over", message: noticesOf(items)[0] }]),
    },
  });
});

test("a fallback may be a key, in place of an account that is not signed in", async () => {
  const { callLlm } = setUp(() => giving(...answer));
  const { items } = await drain<LlmEvent>(
    callLlm({ ...call, account: "nobody", fallback: [{ provider: "openai" }] }, never),
  );
  expect(items.at(-1)).toMatchObject({ result: { payer: { kind: "key" }, model: "m" } });
  expect(noticesOf(items)).toEqual([
    "“ChatGPT” cannot be used before it is connected again; answered by “OPENAI_API_KEY”.",
  ]);
});

test("when all named payers fail, the last one's error is told and no start was given for the others", async () => {
  const { callLlm } = setUp((_, { payer }) =>
    payer.kind === "key" ? giving(new AppError("auth_required", "Bad key.")) : giving(limitReached()),
  );
  const { items, error } = await drain<LlmEvent>(callLlm({ ...call, fallback: [{ provider: "openai" }] }, never));
  expect(error).toMatchObject({ code: "auth_required" });
  expect(typesOf(items)).toEqual(["start"]);
});

test.each([
  ["output was shown", [{ type: "text-delta", text: "Hel" }, limitReached()]],
  ["the call itself is at fault", [new AppError("context_too_long", "Too long.")]],
  ["the upstream is only busy", [new AppError("rate_limited", "Slow down.")]],
] satisfies [string, (ProviderEvent | AppError)[]][])("nobody else is asked once %s", async (_, events) => {
  const { callLlm, asked } = setUp(() => giving(...events));
  const { error } = await drain(callLlm({ ...call, fallback: [{ provider: "openai" }] }, never));
  const { code, message } = events.at(-1) as AppError; // each list ends with one
  expect(error).toMatchObject({ code, message });
  expect(asked).toHaveLength(1);
});

test("who stands in and cannot take the call is passed over: the next one answers, else the limit is told", async () => {
  const misfit = new AppError("unsupported_option", "It calls no tools.");
  const { callLlm } = setUp((_, { payer }) =>
    giving(...(payer.id === "acc1" ? [limitReached()] : payer.kind === "key" ? [misfit] : answer)),
  );
  const key = { provider: "openai" as const };
  const next = { provider: "openai-auth" as const, account: "acc2" };
  const { items } = await drain<LlmEvent>(callLlm({ ...call, fallback: [key, next] }, never));
  expect(noticesOf(items)).toEqual([
    "“Personal” has reached its 5 h window; answered by “Work”.",
    "“OPENAI_API_KEY” cannot take this call; answered by “Work”.",
  ]);
  const { error } = await drain(callLlm({ ...call, fallback: [key] }, never));
  expect(error).toMatchObject({ code: "usage_limit_reached" });
  expect((await drain(callLlm({ ...call, provider: "openai", fallback: [next] }, never))).error).toBe(misfit);
});

test("an account of route siwc is not left for another", async () => {
  const { callLlm, asked } = setUp(({ provider }) =>
    provider === "openai" ? giving(...answer) : giving(limitReached()),
  );
  const from = { ...call, account: "share", fallback: [{ provider: "openai" as const }] };
  expect((await drain(callLlm(from, never))).error).toMatchObject({ code: "usage_limit_reached" });
  expect(asked).toEqual(["Shared/m"]);
});

test("an account of route siwc is never a fallback, though it could answer; the next one is asked", async () => {
  const share = { provider: "openai-auth" as const, account: "share" };
  const alone = setUp(onlyAcc1Limited);
  expect((await drain(alone.callLlm({ ...call, fallback: [share] }, never))).error).toMatchObject({
    code: "usage_limit_reached",
    facts: { account: "acc1" },
  });
  expect(alone.asked).toEqual(["Personal/m"]);
  const before = setUp(onlyAcc1Limited);
  const { items } = await drain<LlmEvent>(
    before.callLlm({ ...call, fallback: [share, { provider: "openai-auth", account: "acc2" }] }, never),
  );
  expect(before.asked).toEqual(["Personal/m", "Work/m"]);
  expect(items.at(-1)).toMatchObject({ result: { payer: { id: "acc2" } } });
});

test("with a fallback that is not needed the first payer's start comes before its output, and no word of failing", async () => {
  const { callLlm, asked } = setUp(() => giving({ type: "reasoning-delta", text: "Hm" }, ...answer));
  const { items } = await drain<LlmEvent>(callLlm({ ...call, fallback: [{ provider: "openai" }] }, never));
  expect(typesOf(items)).toEqual(["start", "reasoning-delta", "text-delta", "end"]);
  expect(items[0]).toMatchObject({ type: "start", account: "acc1", payer: { id: "acc1", name: "Personal" } });
  expect(noticesOf(items)).toEqual([]);
  expect(asked).toEqual(["Personal/m"]);
});

test("a limit that a look at the plan's use lifts does not stop a call", async () => {
  const looks: string[] = [];
  const readUsage = async (id: string) => {
    looks.push(id);
    up.limited.delete(id);
  };
  const up = setUp(() => giving(...answer), { readUsage });
  up.limited.set("acc1", resetsAt);
  expect((await drain(up.callLlm(call, never))).error).toBeUndefined();
  expect((await drain(up.callLlm(call, never))).error).toBeUndefined();
  expect(looks).toEqual(["acc1"]);
  expect(up.asked).toEqual(["Personal/m", "Personal/m"]);
});

test.each([
  ["confirms", async () => {}],
  ["fails to see", () => Promise.reject(new AppError("upstream_unavailable", "Not now."))],
])("a limit that a look %s stops the call before anything is sent", async (_, readUsage) => {
  const { callLlm, asked, limited } = setUp(() => giving(...answer), { readUsage });
  limited.set("acc1", resetsAt);
  const { items, error } = await drain(callLlm(call, never));
  expect(error).toMatchObject({ code: "usage_limit_reached", facts: { until: resetsAt } });
  expect(items).toEqual([]);
  expect(asked).toEqual([]);
});

test("a notice of the provider is shown, and stands in the result", async () => {
  const notice = { code: "unknown_finish", message: "It may be incomplete." };
  const { callLlm } = setUp(() => giving({ type: "notice", ...notice }, ...answer));
  const { items } = await drain<LlmEvent>(callLlm(call, never));
  expect(items).toContainEqual({ type: "notice", ...notice });
  expect(items.at(-1)).toMatchObject({ result: { notices: expect.arrayContaining([notice]) } });
});

test("a fallback keeps nothing of the account that the call named", async () => {
  const { callLlm, asked } = setUp((_, { payer }) =>
    payer.id === "acc2" ? giving(limitReached()) : giving(...answer),
  );
  await drain(callLlm({ ...call, account: "acc2", fallback: [{ provider: "openai-auth" }] }, never));
  expect(asked).toEqual(["Work/m", "Personal/m"]);
});
