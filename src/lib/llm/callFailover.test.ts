import { expect, test } from "vitest";
import { AppError } from "@/types/errors";
import type { LlmEvent } from "@/types/llm";
import {
  answer,
  call,
  giving,
  limitReached,
  never,
  noticesOf,
  onlyAcc1Limited,
  setUp,
  typesOf,
} from "./__fixtures__/limitedCalls";
import { drain } from "./__fixtures__/upstream";
import type { ProviderEvent } from "./provider";

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

test("a fallback keeps nothing of the account that the call named", async () => {
  const { callLlm, asked } = setUp((_, { payer }) =>
    payer.id === "acc2" ? giving(limitReached()) : giving(...answer),
  );
  await drain(callLlm({ ...call, account: "acc2", fallback: [{ provider: "openai-auth" }] }, never));
  expect(asked).toEqual(["Work/m", "Personal/m"]);
});
