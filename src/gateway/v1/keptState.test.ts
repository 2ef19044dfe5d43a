import { expect, it } from "vitest";
import type { SealedTexts } from "@/lib/storage/sealedTexts";
import { AppError } from "@/types/errors";
import type { Message, ToolCall } from "@/types/llm";
import { createKeptState, type KeptStateOptions, STATE_MS } from "./keptState";

const key = { id: "laptop" };
const asked = { provider: "openai-auth" as const, account: "ada" };
const payer = { kind: "account", id: "ada", provider: "openai-auth", name: "Ada" } as const;
const callOf = (id: string): ToolCall => ({ id, name: "look", arguments: "{}" });
const stateOf = (thought: string) => ({ provider: "openai-auth", items: [{ thought }] });
const answerOf = (...ids: string[]): Message => ({ role: "assistant", content: "", toolCalls: ids.map(callOf) });

function open(options: Partial<KeptStateOptions> = {}) {
  const clock = { nowMs: 0 };
  const warnings: string[] = [];
  const log = { warn: (message: string) => void warnings.push(message) };
  return { kept: createKeptState({ log, now: () => clock.nowMs, ...options }), clock, warnings };
}

function sharedStore() {
  const secrets = new Map<string, string>();
  let reads = 0;
  const store: SealedTexts = {
    find: async (name) => {
      reads++;
      return secrets.get(name);
    },
    keep: async (name, secret) => void secrets.set(name, secret),
  };
  return { store, secrets, reads: () => reads };
}

async function stateAfter(kept: ReturnType<typeof open>["kept"], message: Message, who = asked, by = key) {
  const [restored] = await kept.restore(by, who, [message]);
  return restored?.role === "assistant" ? restored.state : undefined;
}

it("puts the state of an answer back where the conversation has its calls, in whatever order", async () => {
  const { kept } = open();
  await kept.remember(key, { toolCalls: [callOf("a"), callOf("b")], state: stateOf("deep"), payer });
  const conversation: Message[] = [
    { role: "user", content: "Look." },
    answerOf("b", "a"),
    { role: "tool", toolCallId: "a", content: "1" },
  ];
  const restored = await kept.restore(key, asked, conversation);
  expect(restored).toEqual([conversation[0], { ...conversation[1], state: stateOf("deep") }, conversation[2]]);
});

it("gives it to nobody else: not to another key, another account, or other calls", async () => {
  const { kept } = open();
  await kept.remember(key, { toolCalls: [callOf("a")], state: stateOf("deep"), payer });
  expect(await stateAfter(kept, answerOf("a"))).toEqual(stateOf("deep"));
  expect(await stateAfter(kept, answerOf("a"), asked, { id: "phone" })).toBeUndefined();
  expect(await stateAfter(kept, answerOf("a"), { ...asked, account: "bob" })).toBeUndefined();
  expect(await stateAfter(kept, answerOf("a", "b"))).toBeUndefined();
  expect(await stateAfter(kept, answerOf("c"))).toBeUndefined();
});

it("knows an API key as payer by its provider, and leaves a state that the client sends alone", async () => {
  const { kept } = open();
  const keyPayer = { kind: "key", id: "openai", provider: "openai", name: "OpenAI key" } as const;
  await kept.remember(key, { toolCalls: [callOf("a")], state: stateOf("deep"), payer: keyPayer });
  const [restored] = await kept.restore(key, { provider: "openai" }, [answerOf("a")]);
  expect(restored).toHaveProperty("state", stateOf("deep"));
  const own = { ...answerOf("a"), state: stateOf("its own") } as Message;
  expect(await kept.restore(key, { provider: "openai" }, [own])).toEqual([own]);
});

it("forgets it after a day, and the oldest when there are too many or too long ones", async () => {
  const { kept, clock } = open({ max: 2 });
  for (const id of ["a", "b", "c"]) await kept.remember(key, { toolCalls: [callOf(id)], state: stateOf(id), payer });
  const found = async () =>
    (await Promise.all(["a", "b", "c"].map((id) => stateAfter(kept, answerOf(id))))).map(Boolean);
  expect(await found()).toEqual([false, true, true]);
  clock.nowMs = STATE_MS;
  expect(await found()).toEqual([false, false, false]);

  const short = open({ maxCharacters: 100 }).kept;
  await short.remember(key, { toolCalls: [callOf("a")], state: stateOf("x".repeat(60)), payer });
  await short.remember(key, { toolCalls: [callOf("b")], state: stateOf("y".repeat(20)), payer });
  expect(await stateAfter(short, answerOf("a"))).toBeUndefined();
  expect(await stateAfter(short, answerOf("b"))).toEqual(stateOf("y".repeat(20)));
  await short.remember(key, { toolCalls: [callOf("c")], state: stateOf("z".repeat(2_000_000)), payer });
  expect(await stateAfter(short, answerOf("c"))).toBeUndefined();
  expect(await stateAfter(short, answerOf("b"))).toEqual(stateOf("y".repeat(20)));
});

it("is found by another process where a store is shared, which is asked once for each answer", async () => {
  const shared = sharedStore();
  await open({ shared: shared.store }).kept.remember(key, {
    ...{ toolCalls: [callOf("a")], state: stateOf("deep"), payer },
  });
  const { kept: other } = open({ shared: shared.store });
  for (const _ of [1, 2]) {
    expect(await stateAfter(other, answerOf("a"))).toEqual(stateOf("deep"));
    expect(await stateAfter(other, answerOf("unknown"))).toBeUndefined();
  }
  expect(shared.reads()).toBe(2);
});

it("keeps nothing of an answer without calls, a state or a payer, and asks nobody about what had none", async () => {
  const shared = sharedStore();
  const { kept } = open({ shared: shared.store });
  await kept.remember(key, { state: stateOf("deep"), payer });
  await kept.remember(key, { toolCalls: [callOf("a")], payer });
  await kept.remember(key, { toolCalls: [callOf("b")], state: stateOf("deep") });
  expect(shared.secrets.size).toBe(0);
  expect(await stateAfter(kept, answerOf("a"))).toBeUndefined();
  expect(shared.reads()).toBe(0);
});

it("lets calls go without it where the store is away, and says so in the log", async () => {
  const away = async () => {
    throw new AppError("storage_failed", "The database is away.");
  };
  const { kept, warnings } = open({ shared: { find: away, keep: away } });
  await kept.remember(key, { toolCalls: [callOf("a")], state: stateOf("deep"), payer });
  expect(await stateAfter(kept, answerOf("a"))).toEqual(stateOf("deep"));
  expect(await stateAfter(kept, answerOf("b"))).toBeUndefined();
  expect(warnings).toHaveLength(2);
});
