import { expect, test } from "vitest";
import { AppError } from "@/types/errors";
import type { LlmEvent } from "@/types/llm";
import {
  type Ask,
  answer,
  call,
  giving,
  limitReached,
  never,
  onlyAcc1Limited,
  resetsAt,
  setUp,
  typesOf,
} from "./__fixtures__/limitedCalls";
import { drain } from "./__fixtures__/upstream";

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
