import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { startSimulator } from "@/simulator/simulator";
import { type Caller, codexBody, postCodex, readEvents } from "@/simulator/testkit/codexRequest";
import type { Simulator } from "@/simulator/types";

let simulator: Simulator;
let ada: Caller;
let grace: Caller;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  const [one, other] = [
    await simulator.control.mintTokens({ person: "ada" }),
    await simulator.control.mintTokens({ person: "grace" }),
  ];
  ada = { accessToken: one.access_token, accountId: "acct-ada-personal" };
  grace = { accessToken: other.access_token, accountId: "acct-grace-personal" };
});
afterEach(() => simulator.control.reset());
afterAll(() => simulator.close());

const parameters = {
  type: "object",
  properties: { city: { type: "string" }, days: { type: "integer" } },
  required: ["city", "days"],
  additionalProperties: false,
};
const weather = { type: "function", name: "get_weather", description: "Weather", strict: true, parameters };
const clock = { type: "function", name: "clock", strict: false, parameters: { type: "object", properties: {} } };
const include = ["reasoning.encrypted_content"];
const asked = { tools: [weather, clock], include, reasoning: { effort: "low", summary: "auto" } };
const user = (text: string) => ({ type: "message", role: "user", content: [{ type: "input_text", text }] });

async function eventsOf(body: Record<string, unknown>, caller = ada) {
  return readEvents(await postCodex(simulator, caller, body));
}

async function itemsOf(body: Record<string, unknown>, caller = ada): Promise<JsonObject[]> {
  const events = await eventsOf(body, caller);
  expect(events.at(-1)?.type).toBe("response.completed");
  return events.flatMap(({ type, item }) => (type === "response.output_item.done" && isObject(item) ? [item] : []));
}

async function refusalOf(body: Record<string, unknown>, caller = ada) {
  const response = await postCodex(simulator, caller, body);
  return { status: response.status, ...(await response.json()).error };
}

const callsIn = (items: JsonObject[]) => items.filter(({ type }) => type === "function_call");
const outputsOf = (items: JsonObject[], output = "21 degrees") =>
  callsIn(items).map(({ call_id }) => ({ type: "function_call_output", call_id, output }));

describe("a function named by the prompt", () => {
  test("is called with arguments of its schema, told in pieces and whole", async () => {
    const events = await eventsOf(codexBody("[call:get_weather] Weather in Lisbon", asked));
    const pieces = events.flatMap(({ type, delta }) =>
      type === "response.function_call_arguments.delta" ? delta : [],
    );
    const done = events.find(({ type }) => type === "response.function_call_arguments.done");
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join("")).toBe(done?.arguments);
    expect(JSON.parse(String(done?.arguments))).toEqual({ city: expect.any(String), days: expect.any(Number) });
    expect(events.at(-1)?.response).toMatchObject({
      output: [
        { type: "reasoning", summary: [{ type: "summary_text" }], encrypted_content: expect.stringMatching(/^gAAAA/) },
        { type: "function_call", id: expect.stringMatching(/^fc_/), call_id: expect.stringMatching(/^call_/) },
      ],
    });
  });

  test("is called with the arguments that the prompt gives", async () => {
    const [call] = callsIn(await itemsOf(codexBody('[call:clock {"at":[1,2]}] now', asked)));
    expect(call?.arguments).toBe('{"at":[1,2]}');
  });

  test("is called twice at once, then again after [then], and the answer tells what came back", async () => {
    const prompt = user("[call:get_weather] [call:clock] [then] [call:clock] [call:get_weather] Plan the day");
    const first = await itemsOf(codexBody("", { ...asked, input: [prompt] }));
    const afterFirst = [prompt, ...first, ...outputsOf(first)];
    const second = await itemsOf(codexBody("", { ...asked, input: afterFirst }));
    expect([first, second].map((items) => callsIn(items).map(({ name }) => name))).toEqual([
      ["get_weather", "clock"],
      ["clock", "get_weather"],
    ]);
    const ids = [...callsIn(first), ...callsIn(second)].map(({ call_id }) => call_id);
    expect(new Set(ids).size).toBe(4);
    const last = await itemsOf(
      codexBody("", { ...asked, input: [...afterFirst, ...second, ...outputsOf(second, "noon")] }),
    );
    expect(JSON.stringify(last)).toMatch(/21 degrees.*noon/);
    expect(callsIn(last)).toEqual([]);
  });

  test("is called one at a time where the request says so", async () => {
    const prompt = user("[call:get_weather] [call:clock] go");
    const one = { ...asked, parallel_tool_calls: false };
    const first = await itemsOf(codexBody("", { ...one, input: [prompt] }));
    const second = await itemsOf(codexBody("", { ...one, input: [prompt, ...first, ...outputsOf(first)] }));
    expect([first, second].map((items) => callsIn(items).map(({ name }) => name))).toEqual([
      ["get_weather"],
      ["clock"],
    ]);
  });

  test("is called by a choice without a word, and not against the choice none", async () => {
    const named = await itemsOf(codexBody("hi", { ...asked, tool_choice: { type: "function", name: "clock" } }));
    const required = await itemsOf(codexBody("hi", { ...asked, tool_choice: "required" }));
    const none = await itemsOf(codexBody("[call:clock] hi", { ...asked, tool_choice: "none" }));
    const names = [named, required, none].map((items) => callsIn(items).map(({ name }) => name));
    expect(names).toEqual([["clock"], ["get_weather"], []]);
  });

  test("can stand in a namespace or in an item of the input, and be a custom tool", async () => {
    const space = { type: "namespace", name: "home", description: "", tools: [clock] };
    const custom = {
      type: "custom",
      name: "exec",
      format: { type: "grammar", syntax: "lark", definition: "start: X" },
    };
    const more = {
      type: "additional_tools",
      role: "developer",
      tools: [{ type: "namespace", name: "functions", tools: [custom] }],
    };
    const input = [more, user("[call:home.clock] [call:exec text(1)] go")];
    const items = await itemsOf(codexBody("", { input, tools: [space] }));
    expect(items).toMatchObject([
      { type: "function_call", namespace: "home", name: "clock" },
      { type: "custom_tool_call", namespace: "functions", name: "exec", input: "text(1)" },
    ]);
  });

  test("is sent back with its namespace, where a switch does not refuse that", async () => {
    const tools = [{ type: "namespace", name: "home", description: "", tools: [clock] }];
    const prompt = user("[call:clock] go");
    const items = await itemsOf(codexBody("", { tools, input: [prompt] }));
    const again = codexBody("", { tools, input: [prompt, ...items, ...outputsOf(items)] });
    expect((await postCodex(simulator, ada, again)).status).toBe(200);
    simulator.control.setSwitches({ refuses: [{ what: "replayed_namespace", backend: "codex" }] });
    expect(await refusalOf(again)).toMatchObject({
      status: 400,
      message: "Unknown parameter: 'input[1].namespace'.",
      code: "unknown_parameter",
    });
  });

  test("is left in the middle of its arguments by a stream that breaks", async () => {
    const events = await eventsOf(codexBody("[call:get_weather] [cut] hi", asked));
    expect(events.at(-1)?.type).toBe("response.function_call_arguments.delta");
  });
});

describe("what is sent back", () => {
  const prompt = user("[call:clock] go");
  const round = () => itemsOf(codexBody("", { ...asked, input: [prompt] }));

  test("is taken as the recorded client sends it: passthrough, status, output as parts", async () => {
    const items = (await round()).map((item) => ({
      ...item,
      internal_chat_message_metadata_passthrough: { turn_id: "1" },
    }));
    const [call] = callsIn(items);
    const output = [{ type: "input_text", text: "42" }];
    const back = { type: "function_call_output", id: "fco_1", call_id: call?.call_id, output };
    const answer = await itemsOf(codexBody("", { ...asked, input: [prompt, ...items, back] }));
    expect(JSON.stringify(answer)).toContain("42");
  });

  test("is read by the same account and model only", async () => {
    const items = await round();
    const input = [prompt, ...items, ...outputsOf(items)];
    const foreign = { status: 400, code: "invalid_encrypted_content" };
    expect(await refusalOf(codexBody("", { ...asked, input }), grace)).toMatchObject(foreign);
    expect(await refusalOf(codexBody("", { ...asked, input, model: "gpt-6-sol" }))).toMatchObject(foreign);
  });

  test.each<[string, (items: JsonObject[]) => unknown[], Record<string, unknown>]>([
    [
      "an output without its call",
      () => [{ type: "function_call_output", call_id: "call_x", output: "1" }],
      { status: 400, message: "No tool call found for function call output with call_id call_x." },
    ],
    [
      "a call without its output",
      (items) => items,
      { status: 400, message: expect.stringContaining("No tool output found for function call call_") },
    ],
    [
      "a thought without summary",
      ([thought]) => [{ ...thought, summary: undefined }],
      { status: 400, message: "Missing required parameter: 'input[1].summary'.", param: "input[1].summary" },
    ],
    [
      "a thought by its id alone",
      ([thought]) => [{ ...thought, encrypted_content: undefined }],
      { status: 404, message: expect.stringContaining("Items are not persisted when `store` is set to false") },
    ],
    ["an item_reference", () => [{ type: "item_reference", id: "rs_1" }], { status: 404 }],
    [
      "a field it does not know",
      ([thought]) => [{ ...thought, colour: "red" }],
      { status: 400, message: "Unknown parameter: 'input[1].colour'.", code: "unknown_parameter" },
    ],
    ["an unknown item", () => [{ type: "dream" }], { status: 400, param: "input[1].type" }],
  ])("is refused: %s", async (_what, change, refusal) => {
    const items = JSON.parse(JSON.stringify(change(await round())));
    expect(await refusalOf(codexBody("", { ...asked, input: [prompt, ...items] }))).toMatchObject(refusal);
  });
});

describe("tools", () => {
  const many = Array.from({ length: 129 }, (_, index) => ({ ...clock, name: `clock_${index}` }));
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["of an unknown type", { tools: [{ type: "telepathy" }] }, { param: "tools[0].type" }],
    [
      "in the shape of chat completions",
      { tools: [{ type: "function", function: clock }] },
      { param: "tools[0].name" },
    ],
    ["with spaces in their names", { tools: [{ ...clock, name: "the clock" }] }, { param: "tools[0].name" }],
    ["more than 128", { tools: many }, { param: "tools", message: expect.stringContaining("maximum length 128") }],
    [
      "strict with an open schema",
      { tools: [{ ...clock, strict: true }] },
      { code: "invalid_function_parameters", message: expect.stringContaining("Invalid schema for function 'clock'") },
    ],
    [
      "chosen but absent",
      { tools: [clock], tool_choice: { type: "function", name: "calendar" } },
      { message: "Tool choice 'calendar' not found in 'tools' parameter.", param: "tool_choice" },
    ],
    ["required but absent", { tool_choice: "required" }, { param: "tool_choice" }],
  ])("are refused: %s", async (_what, more, refusal) => {
    expect(await refusalOf(codexBody("hi", more))).toMatchObject({ status: 400, ...refusal });
  });

  test("are refused when the prompt or a switch says so, until they are left out", async () => {
    const body = codexBody("[refuse:functions] hi", asked);
    expect(await refusalOf(body)).toMatchObject({ code: "unsupported_value", param: "tools" });
    simulator.control.setSwitches({ refuses: [{ what: "web_search", person: "ada", model: "gpt-5.5" }] });
    const searching = codexBody("hi", { tools: [{ type: "web_search" }] });
    expect(await refusalOf(searching)).toMatchObject({ code: "unsupported_value", param: "tools" });
    expect((await postCodex(simulator, grace, searching)).status).toBe(200);
    expect((await postCodex(simulator, ada, codexBody("[refuse:functions] hi"))).status).toBe(200);
  });
});

test("a function in an item of the input says whether it is strict, be it with null", async () => {
  const { strict: _strict, ...loose } = clock;
  const more = (tool: object) => ({ type: "additional_tools", role: "developer", tools: [tool] });
  const sent = (tool: object) => codexBody("", { input: [more(tool), user("hi")] });
  expect(await refusalOf(sent(loose))).toMatchObject({ status: 400, param: "input[0].tools[0].strict" });
  expect((await postCodex(simulator, ada, sent({ ...loose, strict: null }))).status).toBe(200);
});

test.each([
  ["include", { include: ["dreams"] }, "include[0]"],
  ["reasoning", { reasoning: { depth: 3 } }, "reasoning.depth"],
  ["text", { text: { tone: "dry" } }, "text.tone"],
])("what %s does not know is refused by its place", async (_what, more, param) => {
  expect(await refusalOf(codexBody("hi", more))).toMatchObject({ status: 400, param });
});
