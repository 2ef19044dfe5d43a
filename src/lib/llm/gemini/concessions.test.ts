import { expect, test } from "vitest";
import { drain, refusal, sse } from "@/lib/llm/__fixtures__/upstream";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { LlmCall } from "@/types/llm";
import { call, failure, never, recorded, setUp } from "./__fixtures__/geminiUpstream";

const gemini3: LlmCall = { ...call, model: "gemini-3.8-flash" };
const add = { name: "add", parameters: { type: "object" } };

test("a wish for a search gives way to functions where a model takes one of the two, and a need is refused", async () => {
  const up = setUp(() => sse(recorded));
  const ask = (more: Partial<LlmCall>) =>
    drain<ProviderEvent>(up.provider.stream({ ...call, tools: [add], ...more }, up.credentials.source, never));
  expect((await ask({ webSearch: true })).items[0]).toMatchObject({ type: "notice", code: "setting_left_out" });
  expect(JSON.stringify(up.sent[0]?.body)).not.toContain("googleSearch");
  expect((await ask({ webSearch: { required: true } })).error).toMatchObject({ code: "unsupported_option" });
  expect(up.sent).toHaveLength(1);
  await ask({ ...gemini3, tools: [add], webSearch: true });
  expect(up.sent[1]?.body).toMatchObject({
    tools: [{ googleSearch: {}, functionDeclarations: [{ name: "add" }] }],
    toolConfig: { includeServerSideToolInvocations: true },
  });
});

test("thoughts that are refused are left out once, and that is told", async () => {
  const items = [{ functionCall: { id: "c1", name: "add", args: {} }, thoughtSignature: "signed" }];
  const messages: LlmCall["messages"] = [
    { role: "user", content: "add" },
    {
      role: "assistant",
      content: "",
      toolCalls: [{ id: "c1", name: "add", arguments: "{}" }],
      state: { provider: "google", payer: "env", model: gemini3.model, items },
    },
    { role: "tool", toolCallId: "c1", content: "3" },
  ];
  const up = setUp(refusal(400, failure(400, "INVALID_ARGUMENT", [], "Corrupted thought signature.")), sse(recorded));
  const seen = await drain<ProviderEvent>(
    up.provider.stream({ ...gemini3, messages, tools: [add] }, up.credentials.source, never),
  );
  const signatures = up.sent.map(({ body }) => JSON.stringify(body).match(/"thoughtSignature":"([^"]+)"/)?.[1]);
  expect(signatures).toEqual(["signed", "skip_thought_signature_validator"]);
  expect(seen.items.at(-2)).toMatchObject({ type: "notice", code: "reasoning_dropped" });
});
