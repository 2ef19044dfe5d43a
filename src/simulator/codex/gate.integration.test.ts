import { request as httpRequest } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { isObject, type JsonObject } from "@/simulator/http/body";
import type { PersonId } from "@/simulator/people";
import { startSimulator } from "@/simulator/simulator";
import { type Caller, codexBody, postCodex, readEvents } from "@/simulator/testkit/codexRequest";
import { tinyPdf } from "@/simulator/testkit/tinyPdf";
import type { Simulator } from "@/simulator/types";

let simulator: Simulator;
let ada: Caller;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  ada = await callerOf("ada", "acct-ada-personal");
});
afterEach(() => simulator.control.reset());
afterAll(() => simulator.close());

async function callerOf(person: PersonId, accountId: string): Promise<Caller> {
  const { access_token: accessToken } = await simulator.control.mintTokens({ person });
  return { accessToken, accountId };
}

async function answerTo(body: Record<string, unknown>, headers: Record<string, string> = {}, caller = ada) {
  const response = await postCodex(simulator, caller, body, { headers });
  const text = response.status === 200 ? await readEvents(response) : await response.json();
  return { status: response.status, body: text };
}

async function itemsOf(body: Record<string, unknown>): Promise<JsonObject[]> {
  const events = await readEvents(await postCodex(simulator, ada, body));
  return events.flatMap(({ type, item }) => (type === "response.output_item.done" && isObject(item) ? [item] : []));
}

const sol = (more: Record<string, unknown> = {}) => codexBody("hi", { model: "gpt-6.2-sol", ...more });

describe("the identity gate", () => {
  const tooOld = { status: 400, body: { detail: expect.stringContaining("requires a newer version of Codex") } };
  const notFound = { status: 404, body: { error: { message: "Model not found gpt-6.2-sol" } } };
  test.each<[string, Record<string, string>, object]>([
    ["a version older than the model", { version: "0.165.9" }, tooOld],
    ["a user agent older than the version", { "user-agent": "codex_cli_rs/0.150.0 (Debian; x86_64)" }, tooOld],
    ["a made-up originator", { originator: "patchbay" }, notFound],
    ["no version", { version: "" }, notFound],
  ])("refuses %s", async (_what, headers, refusal) => {
    expect(await answerTo(sol(), headers)).toMatchObject(refusal);
  });

  test("lets an equal version in, and the classic model without a name", async () => {
    expect((await answerTo(sol(), { version: "0.166.0" })).status).toBe(200);
    expect((await answerTo(codexBody("hi"), { originator: "", version: "" })).status).toBe(200);
  });

  test.each([
    ["0.171.0", ["gpt-6.2-sol", "gpt-6.1-sol"]],
    ["0.160.0", ["gpt-6.1-sol"]],
    ["0.159.0", []],
  ])("shows a client of %s only what is meant for it", async (version, expected) => {
    const headers = { authorization: `Bearer ${ada.accessToken}`, "chatgpt-account-id": ada.accountId ?? "" };
    const url = `${simulator.env.CHATGPT_BASE_URL}/codex/models?client_version=${version}`;
    const { models } = await (await fetch(url, { headers })).json();
    const slugs = models.map(({ slug }: { slug: string }) => slug);
    expect(slugs.filter((slug: string) => ["gpt-6.2-sol", "gpt-6.1-sol"].includes(slug))).toEqual(expected);
    expect(slugs).toContain("gpt-5.5");
  });
});

describe("the lite contract", () => {
  const lite = { "x-openai-internal-codex-responses-lite": "true" };
  const kept = { reasoning: { effort: "low", context: "all_turns" }, parallel_tool_calls: false };
  const unsupported = (param: string) => ({ status: 400, body: { error: { code: "unsupported_value", param } } });

  test.each<[string, Record<string, unknown>, string]>([
    ["another context", { reasoning: { effort: "low" } }, "reasoning.context"],
    ["parallel calls", { parallel_tool_calls: true }, "parallel_tool_calls"],
    ["hosted tools", { tools: [{ type: "web_search" }] }, "tools"],
    ["a model that is not lite", { model: "gpt-5.5" }, "model"],
  ])("refuses %s when the header is there", async (_what, more, param) => {
    expect(await answerTo(sol({ ...kept, ...more }), lite)).toMatchObject(unsupported(param));
  });

  test("takes what keeps it, and holds nobody to it without the header", async () => {
    const tools = [{ type: "namespace", name: "a", tools: [{ type: "custom", name: "exec" }] }];
    const input = [
      { type: "additional_tools", role: "developer", tools },
      { role: "user", content: "hi" },
    ];
    expect((await answerTo(sol({ ...kept, input }), lite)).status).toBe(200);
    expect((await answerTo(sol({ tools: [{ type: "web_search" }] }))).status).toBe(200);
  });
});

describe("the hosted picture tool", () => {
  const drawing = (more: object = {}) => ({ tools: [{ type: "image_generation", output_format: "png", ...more }] });

  test("gives a picture, whose item can be sent back", async () => {
    const items = await itemsOf(codexBody("Draw a fox", drawing()));
    const picture = items.find(({ type }) => type === "image_generation_call");
    expect(picture).toMatchObject({ revised_prompt: expect.stringContaining("fox"), size: "1024x1024" });
    const { id, status, revised_prompt, result } = { ...picture };
    const back = { type: "image_generation_call", id, status, revised_prompt, result };
    const input = [{ role: "user", content: "Draw a fox" }, back, { role: "user", content: "thanks" }];
    expect((await answerTo(codexBody("", { ...drawing(), input }))).status).toBe(200);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["several pictures", drawing({ n: 2 }), "tools[0].n"],
    ["a transparent ground", drawing({ background: "transparent" }), "tools[0].background"],
    ["input_fidelity", drawing({ input_fidelity: "high" }), "tools[0].input_fidelity"],
    [
      "a namespace of the same name",
      { tools: [...drawing().tools, { type: "namespace", name: "image_gen", tools: [] }] },
      "tools",
    ],
  ])("refuses %s", async (_what, more, param) => {
    expect(await answerTo(codexBody("hi", more))).toMatchObject({ status: 400, body: { error: { param } } });
  });

  test("is not there on a free plan: silently, and a choice of it finds nothing", async () => {
    const fred = await callerOf("fred", "acct-fred-personal");
    const quiet = await answerTo(codexBody("Draw a fox", drawing()), {}, fred);
    expect(JSON.stringify(quiet.body)).not.toContain("image_generation_call");
    const chosen = await answerTo(
      codexBody("hi", { ...drawing(), tool_choice: { type: "image_generation" } }),
      {},
      fred,
    );
    expect(chosen).toMatchObject({
      status: 400,
      body: { error: { message: "Tool choice 'image_generation' not found in 'tools' parameter." } },
    });
  });
});

describe("files", () => {
  const asking = (file: Record<string, unknown>, words = "What is in it?") => {
    const content = [
      { type: "input_file", ...file },
      { type: "input_text", text: words },
    ];
    return codexBody("", { input: [{ type: "message", role: "user", content }] });
  };
  const file = { filename: "report.pdf", file_data: tinyPdf(2) };

  test("are read, and refused where the prompt or a switch says so", async () => {
    expect(JSON.stringify(await itemsOf(asking(file)))).toContain("report.pdf, is a PDF of 2 pages");
    const refusal = { status: 400, body: { error: { code: "unsupported_value", param: "input" } } };
    expect(await answerTo(asking(file, "[refuse:input_file] hi"))).toMatchObject(refusal);
    simulator.control.setSwitches({ refuses: [{ what: "input_file", backend: "codex" }] });
    expect(await answerTo(asking(file))).toMatchObject(refusal);
  });

  test.each([
    ["no name", { file_data: file.file_data }, "input[0].content[0].filename"],
    ["no data", { filename: "a.pdf" }, "input[0].content[0].file_data"],
    [
      "other data",
      { filename: "a.pdf", file_data: "data:application/pdf;base64,AAAA" },
      "input[0].content[0].file_data",
    ],
    ["an id of a stored file", { file_id: "file-1" }, "input[0].content[0].file_id"],
  ])("are refused with %s", async (_what, part, param) => {
    expect(await answerTo(asking(part))).toMatchObject({ status: 400, body: { error: { param } } });
  });
});

describe("POST /codex/alpha/search", () => {
  const search = (body: unknown) =>
    fetch(`${simulator.env.CHATGPT_BASE_URL}/codex/alpha/search`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${ada.accessToken}`,
        "chatgpt-account-id": ada.accountId ?? "",
        originator: "codex_exec",
        version: "0.171.0",
      },
      body: JSON.stringify(body),
    });
  const recorded = {
    id: "01a2229f-9c15-7582-ac70-3c334dd02a89",
    model: "gpt-6.1-sol",
    input: [{ type: "message", role: "user", content: [{ type: "input_text", text: "search" }] }],
    commands: { search_query: [{ q: "weather in Lisbon", recency: 7 }] },
    settings: { allowed_callers: ["direct"], external_web_access: true },
    max_output_tokens: 10_000,
  };

  test("answers the recorded request with a text that names its sources", async () => {
    const { output } = await (await search(recorded)).json();
    expect(output).toMatch(/Lisbon[\s\S]+https:\/\/\S+[\s\S]+https:\/\/\S+/);
  });

  test.each<[string, object, number]>([
    ["no commands", { commands: {} }, 400],
    ["an unknown command", { commands: { dream: [] } }, 400],
    ["an unknown model", { model: "gpt-0" }, 404],
    ["an unknown parameter", { temperature: 1 }, 400],
    ["a query that asks for a refusal", { commands: { search_query: [{ q: "[usage-limit] x" }] } }, 429],
  ])("refuses %s", async (_what, change, status) => {
    expect((await search({ ...recorded, ...change })).status).toBe(status);
  });
});

describe("compressed answers", () => {
  async function raw(accepted: string, body: Record<string, unknown>) {
    const request = httpRequest(`${simulator.env.CHATGPT_BASE_URL}/codex/responses`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${ada.accessToken}`,
        "chatgpt-account-id": ada.accountId,
        "content-type": "application/json",
        "accept-encoding": accepted,
      },
    }).end(JSON.stringify(body));
    const response = await new Promise<import("node:http").IncomingMessage>((resolve) =>
      request.once("response", resolve),
    );
    return { encoding: response.headers["content-encoding"], bytes: await buffer(response) };
  }

  test.each([
    ["zstd,gzip", "zstd", zstdDecompressSync],
    ["gzip, deflate", "gzip", gunzipSync],
  ] as const)("come as %s asks for it, once they are switched on", async (accepted, encoding, decode) => {
    expect((await raw(accepted, codexBody("hi"))).encoding).toBeUndefined();
    simulator.control.setSwitches({ compressed: true });
    const stream = await raw(accepted, codexBody("hi"));
    expect(stream.encoding).toBe(encoding);
    expect(decode(stream.bytes).toString()).toContain("event: response.completed");
    const refusal = await raw(accepted, codexBody("hi", { store: true }));
    expect(decode(refusal.bytes).toString()).toContain("Store must be set to false");
  });

  test.each(["cut", "cut-quietly"])("hold what came before a [%s]", async (word) => {
    simulator.control.setSwitches({ compressed: true });
    const events = await readEvents(await postCodex(simulator, ada, codexBody(`[${word}] Tell me about rivers`)));
    expect(events.at(-1)?.type).toBe("response.output_text.delta");
  });

  test("can be read piece by piece while they come", async () => {
    simulator.control.setSwitches({ compressed: true, latency: { firstTokenMs: 0, tokenMs: 5 } });
    const response = await postCodex(simulator, ada, codexBody("[stall] Tell me about rivers"));
    const reader = response.body?.getReader();
    let text = "";
    while (!text.includes("output_text.delta"))
      text += Buffer.from((await reader?.read())?.value ?? []).toString("utf8");
    await reader?.cancel();
    await expect.poll(() => simulator.counters.openStreams).toBe(0);
  });
});
