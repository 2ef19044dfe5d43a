import { describe, expect, it, test } from "vitest";
import type { LlmCall, Message } from "@/types/llm";
import { toTurns } from "./anthropic/messages";
import { attachmentsOf, withMediaBehindResults } from "./attachments";
import { toChatMessages } from "./chatCompletions/messages";
import { withFilesAsText } from "./filesAsText";
import { toContents } from "./gemini/contents";
import { toInput } from "./openaiResponses/inputItems";

const picture = (name: string) => `data:image/png;base64,${name}`;
const pdf = { name: "a.pdf", dataUrl: "data:application/pdf;base64,PDF" };
const call: ToolCallOf = { id: "c1", name: "view", arguments: "{}" };
type ToolCallOf = { id: string; name: string; arguments: string };

/** A picture with the first question, a file with the second, a picture of a tool; one that nobody takes. */
const messages: Message[] = [
  { role: "user", content: "What is it?", attached: { images: 1 } },
  { role: "assistant", content: "A cat." },
  { role: "user", content: "And this?", attached: { files: 1 } },
  { role: "assistant", content: "", toolCalls: [call] },
  { role: "tool", toolCallId: "c1", content: "Here", attached: { images: 1 } },
];
const asked: LlmCall = {
  ...{ provider: "openai", model: "m", messages },
  images: [picture("AAAA"), picture("BBBB"), picture("CCCC")],
  files: [pdf],
};
const owner = { provider: "openai" as const, payer: "p", model: "m" };

describe("pictures and files", () => {
  it("go with the messages that take them, the rest with the last thing the person said", () => {
    const { at, alone } = attachmentsOf(asked);
    expect(messages.map((_, index) => at(index))).toEqual([
      { images: [picture("AAAA")], files: [] },
      { images: [], files: [] },
      { images: [picture("CCCC")], files: [pdf] },
      { images: [], files: [] },
      { images: [picture("BBBB")], files: [] },
    ]);
    expect(alone).toEqual({ images: [], files: [] });
  });

  it("are alone where the person said nothing, and are no more than there are", () => {
    const said: Message[] = [{ role: "tool", toolCallId: "c", content: "", attached: { images: 5 } }];
    expect(attachmentsOf({ messages: said, images: [picture("AAAA")] }).at(0).images).toHaveLength(1);
    expect(attachmentsOf({ messages: [], images: [picture("AAAA")], files: [pdf] }).alone).toEqual({
      images: [picture("AAAA")],
      files: [pdf],
    });
  });

  it("of several results follow them all", () => {
    const tool = (id: string): Message => ({ role: "tool", toolCallId: id, content: id, attached: { images: 1 } });
    const moved = withMediaBehindResults({
      ...asked,
      messages: [tool("a"), tool("b"), { role: "user", content: "x" }],
    });
    expect(moved.messages).toEqual([
      { role: "tool", toolCallId: "a", content: "a" },
      { role: "tool", toolCallId: "b", content: "b" },
      { role: "user", content: expect.any(String), attached: { images: 2, files: 0 } },
      { role: "user", content: "x" },
    ]);
  });
});

/** Where each picture and file of what is sent stands. */
function placesOf(sent: unknown[]): string[] {
  return sent.map((one) => {
    const found = JSON.stringify(one).match(/AAAA|BBBB|CCCC|PDF/g) ?? [];
    return found.join(" ");
  });
}

test("Responses has them in their places, those of a tool in its result", () => {
  const items = toInput(asked, { owner });
  expect(placesOf(items)).toEqual(["AAAA", "", "PDF CCCC", "", "BBBB"]);
  expect(items.at(-1)).toMatchObject({
    type: "function_call_output",
    output: [{ type: "input_text", text: "Here" }, { type: "input_image" }],
  });
});

test("Anthropic has them in their places, those of a tool in its result", () => {
  const turns = toTurns({ ...asked, provider: "anthropic" }, { ...owner, provider: "anthropic" });
  expect(placesOf(turns)).toEqual(["AAAA", "", "PDF CCCC", "", "BBBB"]);
  expect(turns.at(-1)).toMatchObject({
    content: [{ type: "tool_result", content: [{ type: "text", text: "Here" }, { type: "image" }] }],
  });
  const marks = JSON.stringify(turns).match(/cache_control/g) ?? [];
  expect(marks.length).toBeLessThanOrEqual(2);
});

test("Chat Completions has them in their places, those of a tool behind its result", () => {
  expect(placesOf(toChatMessages(asked, "p", undefined))).toEqual(["AAAA", "", "PDF", "", "", "BBBB CCCC"]);
});

test("Gemini has them in their places, those of a tool behind its result", () => {
  expect(placesOf(toContents(asked))).toEqual(["AAAA", "", "PDF", "", "", "BBBB CCCC"]);
});

test("no text of nothing stands beside them", () => {
  const only: LlmCall = { ...asked, messages: [{ role: "user", content: "", attached: { images: 1 } }], files: [] };
  const sent = [
    toChatMessages(only, "p", undefined),
    toInput(only, { owner }),
    toContents(only),
    toTurns({ ...only, provider: "anthropic" }, { ...owner, provider: "anthropic" }),
  ];
  expect(JSON.stringify(sent)).not.toContain('"text":""');
  expect(JSON.stringify(sent).match(/AAAA/g)).toHaveLength(sent.length);
});

test("files that are not taken become text where they stood", async () => {
  const { messages: told, files } = await withFilesAsText(asked, async () => "Minutes");
  expect(files).toBeUndefined();
  expect(told.map(({ content }) => content)).toEqual([
    "What is it?",
    "A cat.",
    '<file name="a.pdf">\nMinutes\n</file>\n\nAnd this?',
    "",
    "Here",
  ]);
});
