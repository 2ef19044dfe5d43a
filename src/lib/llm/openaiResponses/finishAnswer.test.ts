import { describe, expect, test } from "vitest";
import { planPayer } from "@/lib/llm/__fixtures__/upstream";
import { toState } from "@/lib/llm/answerState";
import type { JsonObject } from "@/lib/llm/narrow";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { LlmCall, Notice } from "@/types/llm";
import { finishAnswer, noticesOf } from "./finishAnswer";

const owner = { provider: "openai-auth", payer: "acc1", model: "gpt-5.5" } as const;
const call: LlmCall = { provider: "openai-auth", model: "gpt-5.5", messages: [{ role: "user", content: "hi" }] };
const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, reasoningTokens: 0, totalTokens: 2 };
const text = { type: "message", id: "m", content: [{ type: "output_text", text: "Hi" }] };
const searched = { type: "web_search_call", id: "ws", action: { type: "search" } };

type End = Extract<ProviderEvent, { type: "end" }>;
const endOf = (items?: JsonObject[], finishReason: End["finishReason"] = "stop"): End => ({
  type: "end",
  text: "Hi",
  finishReason,
  usage,
  ...(items === undefined ? {} : { state: toState(owner, items) }),
});

async function finish(events: ProviderEvent[], more: Partial<LlmCall> = {}, notices: Notice[] = []) {
  async function* given() {
    yield* events;
  }
  const all: ProviderEvent[] = [];
  for await (const event of finishAnswer(given(), { ...call, ...more }, () => [...notices])) all.push(event);
  return all;
}

const codesOf = (events: ProviderEvent[]) => events.flatMap((event) => (event.type === "notice" ? [event.code] : []));

test("notices stand before the end", async () => {
  const notices = [{ code: "file_as_text", message: "…" }];
  const delta = { type: "text-delta", text: "Hi" } as const;
  expect(await finish([delta, endOf()], {}, notices)).toEqual([delta, { type: "notice", ...notices[0] }, endOf()]);
});

test("a state that says no more than the text is left out", async () => {
  expect((await finish([endOf([text])])).at(-1)).not.toHaveProperty("state");
  expect((await finish([endOf([])])).at(-1)).not.toHaveProperty("state");
  for (const items of [[searched, text], [{ ...text, phase: "final_answer" }]]) {
    expect((await finish([endOf(items)])).at(-1)).toEqual(endOf(items));
  }
});

describe("a search that was required", () => {
  const required = { webSearch: { required: true } } as const;
  const missed = ["search_not_used"];

  test.each<[string, ProviderEvent[], string[]]>([
    ["nothing was searched", [endOf([text])], missed],
    ["there is no state to see it in", [endOf()], missed],
    ["a search stands in the state", [endOf([searched, text])], []],
    ["a source is named", [{ type: "source", url: "u" }, endOf()], []],
    ["the model asks for tools first", [endOf([text], "tool_calls")], []],
  ])("is told as missed or not: %s", async (_, events, codes) => {
    expect(codesOf(await finish(events, required))).toEqual(codes);
    expect(codesOf(await finish(events, { webSearch: true }))).toEqual([]);
  });

  test("may have been made since the person spoke, not before", async () => {
    const answer = { role: "assistant", content: "", state: toState(owner, [searched]) } as const;
    const since = { ...required, messages: [...call.messages, answer] };
    const before = { ...required, messages: [answer, ...call.messages] };
    expect(codesOf(await finish([endOf()], since))).toEqual([]);
    expect(codesOf(await finish([endOf()], before))).toEqual(missed);
  });
});

test("a length limit that was raised is told", () => {
  const told = (provider: LlmCall["provider"], maxTokens?: number) =>
    noticesOf({ notices: () => [] }, { ...call, provider, maxTokens }, { payer: planPayer }).map(({ code }) => code);
  expect([undefined, 15, 16].map((limit) => told("openai", limit))).toEqual([[], ["limit_raised"], []]);
  expect(told("compatible", 15)).toEqual([]);
});

test("thoughts of another are told of once, whoever found it out", () => {
  const items = [{ type: "reasoning", id: "rs", summary: [], encrypted_content: "gAAAA" }];
  const messages = (payer: string): LlmCall["messages"] => [
    { role: "assistant", content: "Hi", state: toState({ ...owner, payer }, items) },
  ];
  const told = { code: "reasoning_dropped", message: "…" };
  const of = (payer: string, notices: Notice[]) =>
    noticesOf({ notices: () => notices }, { ...call, messages: messages(payer) }, { payer: planPayer }).map(
      ({ code }) => code,
    );
  expect(of("acc1", [])).toEqual([]);
  expect(of("acc2", [])).toEqual(["reasoning_dropped"]);
  expect(of("acc2", [told])).toEqual(["reasoning_dropped"]);
});
