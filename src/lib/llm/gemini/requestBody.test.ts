import { describe, expect, it } from "vitest";
import type { LlmCall, Message } from "@/types/llm";
import { toGeminiBody } from "./requestBody";

const bodyOf = (more: Partial<LlmCall> = {}) =>
  toGeminiBody({ provider: "google", model: "gemini-x", messages: [{ role: "user", content: "Hi" }], ...more });
const picture = "data:image/png;base64,AAAA";
const inline = { inlineData: { mimeType: "image/png", data: "AAAA" } };

describe("what is sent to Gemini", () => {
  it("is no more than was asked", () => {
    expect(bodyOf()).toEqual({ contents: [{ role: "user", parts: [{ text: "Hi" }] }] });
    expect(bodyOf({ webSearch: false })).not.toHaveProperty("tools");
  });

  it("asks the last of the system texts where nothing else is said", () => {
    const messages: Message[] = ["Be kind.", "Greet Ada."].map((content) => ({ role: "system", content }));
    expect(bodyOf({ messages })).toEqual({
      systemInstruction: { parts: [{ text: "Be kind." }] },
      contents: [{ role: "user", parts: [{ text: "Greet Ada." }] }],
    });
  });

  it("has every system text in one place, blank ones in none", () => {
    const messages: LlmCall["messages"] = [
      { role: "system", content: "Second." },
      { role: "user", content: "Hi" },
      { role: "system", content: " \n" },
    ];
    expect(bodyOf({ system: "First.", messages })).toEqual({
      systemInstruction: { parts: [{ text: "First.\n\nSecond." }] },
      contents: [{ role: "user", parts: [{ text: "Hi" }] }],
    });
    expect(bodyOf({ system: "  " })).not.toHaveProperty("systemInstruction");
  });

  it("has no empty text in any turn", () => {
    const messages: LlmCall["messages"] = [
      { role: "user", content: "", attached: { images: 1 } },
      { role: "assistant", content: "" },
      { role: "user", content: "" },
      { role: "user", content: "Hi" },
    ];
    expect(bodyOf({ messages, images: [picture] }).contents).toEqual([
      { role: "user", parts: [inline] },
      { role: "user", parts: [{ text: "Hi" }] },
    ]);
  });

  it("is nothing where nothing is said", () => {
    expect(() => bodyOf({ messages: [{ role: "user", content: "" }] })).toThrow("Nothing is asked");
  });

  it("calls the assistant a model, and puts pictures to the last thing the person said", () => {
    const messages: LlmCall["messages"] = [
      { role: "user", content: "One" },
      { role: "assistant", content: "Two" },
      { role: "user", content: "Three" },
      { role: "assistant", content: "Four" },
    ];
    expect(bodyOf({ messages, images: [picture, picture] }).contents).toEqual([
      { role: "user", parts: [{ text: "One" }] },
      { role: "model", parts: [{ text: "Two" }] },
      { role: "user", parts: [{ text: "Three" }, inline, inline] },
      { role: "model", parts: [{ text: "Four" }] },
    ]);
  });

  it("makes a turn of its own for pictures where the person said nothing", () => {
    const messages: LlmCall["messages"] = [{ role: "assistant", content: "Two" }];
    const said = { role: "model", parts: [{ text: "Two" }] };
    expect(bodyOf({ messages, images: [picture] }).contents).toEqual([said, { role: "user", parts: [inline] }]);
    expect(bodyOf({ messages }).contents).toEqual([said]);
  });

  it("has each setting under Gemini's name for it", () => {
    const jsonSchema = { type: "object" };
    expect(bodyOf({ temperature: 0, maxTokens: 5, jsonSchema, webSearch: true })).toMatchObject({
      tools: [{ googleSearch: {} }],
      generationConfig: {
        temperature: 0,
        maxOutputTokens: 5,
        responseMimeType: "application/json",
        responseJsonSchema: jsonSchema,
      },
    });
    expect(bodyOf({ temperature: 1 }).generationConfig).toEqual({ temperature: 1 });
  });

  it("asks for thought by level or by budget, as the model takes it, and not at all of others", () => {
    const thinking = (model: string, reasoningEffort: string) => bodyOf({ model, reasoningEffort }).generationConfig;
    expect(thinking("gemini-3-pro", "low")).toEqual({
      thinkingConfig: { thinkingLevel: "low", includeThoughts: true },
    });
    expect(thinking("gemini-2.5-flash", "low")).toEqual({
      thinkingConfig: { thinkingBudget: expect.any(Number), includeThoughts: true },
    });
    expect(thinking("gemini-2.5-flash", "constructor")).toBeUndefined();
    expect(thinking("gemma-3", "low")).toBeUndefined();
  });
});

describe("functions", () => {
  const add = { name: "add", description: "Adds.", parameters: { type: "object", properties: {} } };
  const model = "gemini-3.8-flash";

  it("are declared with their JSON schema, and chosen among", () => {
    const { description: _, ...plain } = add;
    expect(bodyOf({ tools: [add, { ...plain, name: "b" }] }).tools).toEqual([
      {
        functionDeclarations: [
          { name: "add", description: "Adds.", parametersJsonSchema: add.parameters },
          { name: "b", parametersJsonSchema: add.parameters },
        ],
      },
    ]);
    const configOf = (toolChoice: LlmCall["toolChoice"]) => bodyOf({ tools: [add], toolChoice }).toolConfig;
    expect(configOf({ name: "add" })).toEqual({
      functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["add"] },
    });
    expect(configOf("required")).toEqual({ functionCallingConfig: { mode: "ANY" } });
    expect(configOf("none")).toEqual({ functionCallingConfig: { mode: "NONE" } });
    expect(configOf("auto")).toBeUndefined();
    expect(bodyOf({ toolChoice: "none" })).not.toHaveProperty("toolConfig");
  });

  it("and a search keep an earlier model from being bound to a schema, which then is asked for in words", () => {
    const jsonSchema = { type: "array" };
    for (const more of [{ tools: [add] }, { webSearch: true }]) {
      const body = bodyOf({ model: "gemini-2.5-pro", jsonSchema, ...more });
      expect(body).not.toHaveProperty("generationConfig");
      expect(body.systemInstruction).toMatchObject({ parts: [{ text: expect.stringContaining('{"type":"array"}') }] });
      expect(bodyOf({ model, jsonSchema, ...more })).toMatchObject({
        generationConfig: { responseJsonSchema: jsonSchema },
      });
    }
  });

  const calls = [
    { id: "c1", name: "add", arguments: '{"a":1}' },
    { id: "c2", name: "add", arguments: "none" },
  ];
  const items = [
    { text: "Hm", thought: true, thoughtSignature: "s0" },
    { text: "Let me see.", thoughtSignature: "s1" },
    { functionCall: { id: "c1", name: "add", args: { a: 1 } }, thoughtSignature: "s2" },
    { functionCall: { id: "c2", name: "add", args: {} } },
  ];
  const owner = { provider: "google", payer: "env", model } as const;
  const answered: Message = { role: "assistant", content: "Let me see.", toolCalls: calls, state: { ...owner, items } };
  const results: Message[] = calls.map(({ id }) => ({ role: "tool", toolCallId: id, content: `of ${id}` }));
  const contentsOf = (message: Message, ofResults = results) =>
    toGeminiBody(
      { provider: "google", model, messages: [{ role: "user", content: "Add" }, message, ...ofResults] },
      { owner },
    ).contents;
  const nobody = "skip_thought_signature_validator";
  const plainCalls = [
    { functionCall: { id: "c1", name: "add", args: { a: 1 } }, thoughtSignature: nobody },
    { functionCall: { id: "c2", name: "add", args: {} } },
  ];

  it("come back with signatures on the parts that they came with, and their results at once", () => {
    expect(contentsOf(answered)).toEqual([
      { role: "user", parts: [{ text: "Add" }] },
      { role: "model", parts: items },
      {
        role: "user",
        parts: [
          { functionResponse: { id: "c1", name: "add", response: { output: "of c1" } } },
          { functionResponse: { id: "c2", name: "add", response: { output: "of c2" } } },
        ],
      },
    ]);
  });

  it("of another account, or of a client that kept no state, say that there is no signature", () => {
    const { state: _, ...stateless } = answered as Extract<Message, { role: "assistant" }>;
    const foreign = { ...answered, state: { ...owner, payer: "other", items } } as Message;
    for (const message of [stateless, foreign]) {
      expect(contentsOf(message)).toMatchObject([{}, { parts: [{ text: "Let me see." }, ...plainCalls] }, {}]);
    }
  });

  it("that were changed stand as they are said now", () => {
    const changed: Message = { ...answered, content: "Changed.", toolCalls: calls.slice(0, 1) };
    expect(contentsOf(changed, results.slice(0, 1))).toMatchObject([
      {},
      { parts: [{ text: "Changed." }, { thoughtSignature: "s2" }] },
      {},
    ]);
  });
});

it("has files first, and asks for thoughts alone where no effort is chosen", () => {
  const files = [{ name: "a.pdf", dataUrl: "data:application/pdf;base64,JVBERi0=" }];
  const file = { inlineData: { mimeType: "application/pdf", data: "JVBERi0=" } };
  expect(bodyOf({ files, images: [picture] }).contents).toEqual([
    { role: "user", parts: [file, { text: "Hi" }, inline] },
  ]);
  expect(bodyOf({ reasoningSummary: true }).generationConfig).toEqual({ thinkingConfig: { includeThoughts: true } });
  expect(bodyOf({ webSearch: { required: true } })).toMatchObject({
    systemInstruction: { parts: [{ text: expect.stringContaining("Search the web") }] },
  });
});
