import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { parseConfig } from "@/lib/config";
import { collect } from "@/lib/llm/callLlm";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import { pdf } from "@/lib/worker/documents/testDocuments";
import type { RefusedCapability } from "@/simulator/responses/capabilities";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { LlmCall, LlmResult, Message } from "@/types/llm";

/** Tools, sources and what backends do not take, over every payer of the Responses protocol, against the simulator. */

let simulator: Simulator;
let directory: string;
let services: Services;
const accounts: Partial<Record<"plan" | "shared", string>> = {};
const never = new AbortController().signal;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  directory = await mkdtemp(join(tmpdir(), "patchbay-tools-"));
  const environment = {
    PATCHBAY_DATA_DIR: join(directory, "data"),
    XDG_CONFIG_HOME: join(directory, "config"),
    OPENAI_API_KEY: "sk-simulated",
  };
  services = createServices(parseConfig({ ...simulator.env, ...environment, LOG_LEVEL: "silent" }));
  accounts.plan = await connect("codex", "grace");
  accounts.shared = await connect("siwc", "ada");
});
afterEach(() => simulator.control.reset());
afterAll(async () => {
  await services.auth.close();
  await simulator.close();
  await rm(directory, { recursive: true, force: true });
});

async function connect(route: "codex" | "siwc", person: string): Promise<string> {
  const { url } = await services.auth.start({ route, origin: "http://patchbay.example", another: true });
  const planUse: Record<string, string> = route === "siwc" ? { plan_use: "on" } : {};
  return (await services.auth.exchange({ url: await approve(url, person, "approve", planUse) })).id;
}

const pdfOf = (text: string) => Buffer.from(pdf([[text]])).toString("base64");

type Payer = "plan" | "key" | "shared";
const payers: Payer[] = ["plan", "key", "shared"];

function toCall(payer: Payer, messages: Message[] | string, more: Partial<LlmCall> = {}): LlmCall {
  const who =
    payer === "key" ? { provider: "openai" as const } : { provider: "openai-auth" as const, account: accounts[payer] };
  const conversation = typeof messages === "string" ? [{ role: "user" as const, content: messages }] : messages;
  return { ...who, model: payer === "key" ? "gpt-5.5" : "gpt-6-sol", messages: conversation, ...more };
}
const ask = (...call: Parameters<typeof toCall>) => collect(services.callLlm(toCall(...call), never));

const weather = {
  name: "get_weather",
  description: "Weather of a city",
  parameters: {
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  },
};
const clock = { name: "clock", parameters: { type: "object", properties: { zone: { type: "string" } } } };
const tools = [weather, clock];

/** The conversation with the answer and what its calls gave. */
function withResults(messages: Message[], { text, toolCalls, state }: LlmResult, result: string): Message[] {
  const results = (toolCalls ?? []).map(({ id }): Message => ({ role: "tool", toolCallId: id, content: result }));
  return [...messages, { role: "assistant", content: text, toolCalls, state }, ...results];
}

describe("tools", () => {
  test.each(payers)(
    "two rounds of calls at once go through on %s, with what was thought between them",
    async (payer) => {
      const prompt = "[call:get_weather] [call:clock] [then] [call:clock] [call:get_weather] Plan the day";
      let messages: Message[] = [{ role: "user", content: prompt }];
      const settings = { tools, reasoningSummary: true };
      for (const result of ["first result", "second result"]) {
        const answer = await ask(payer, messages, settings);
        expect(answer.finishReason).toBe("tool_calls");
        expect(answer.toolCalls?.map(({ name }) => name).sort()).toEqual(["clock", "get_weather"]);
        expect(answer.reasoning).toEqual(expect.any(String));
        expect(answer.notices).toEqual([]);
        messages = withResults(messages, answer, result);
      }
      const last = await ask(payer, messages, settings);
      expect(last).toMatchObject({ finishReason: "stop", notices: [] });
      expect(last.text).toContain("second result");
    },
  );

  test.each(payers)("the same conversation goes through on %s by a client that keeps no state", async (payer) => {
    const messages: Message[] = [{ role: "user", content: "[call:get_weather] Plan the day" }];
    const { state: _, ...answer } = await ask(payer, messages, { tools });
    const last = await ask(payer, withResults(messages, answer, "21 degrees"), { tools });
    expect(last.text).toContain("21 degrees");
  });

  test("what another account or model thought is left out with one notice", async () => {
    const messages: Message[] = [{ role: "user", content: "[call:get_weather] Plan the day" }];
    const answer = await ask("plan", messages, { tools, reasoningEffort: "low" });
    const conversation = withResults(messages, answer, "21 degrees");
    for (const [payer, more] of [
      ["shared", {}],
      ["plan", { model: "gpt-5.5" }],
    ] as const) {
      const last = await ask(payer, conversation, { tools, ...more });
      expect(last.text).toContain("21 degrees");
      expect(last.notices.map(({ code }) => code)).toEqual(["reasoning_dropped"]);
    }
  });

  test("a choice and the wish for one call at a time are heard by every payer", async () => {
    for (const payer of payers) {
      const chosen = await ask(payer, "Plan the day", {
        tools,
        toolChoice: { name: "clock" },
        parallelToolCalls: false,
      });
      expect(chosen.toolCalls?.map(({ name }) => name)).toEqual(["clock"]);
      const none = await ask(payer, "[call:clock] Plan the day", { tools, toolChoice: "none" });
      expect(none).toMatchObject({ finishReason: "stop" });
    }
  });
});

const requests = () => simulator.requests.filter(({ path }) => path.endsWith("/responses"));
const codesOf = ({ notices }: LlmResult) => notices.map(({ code }) => code);

describe("search", () => {
  test.each(payers)("%s cites what it found, at its place in the text", async (payer) => {
    const { text, sources = [], notices } = await ask(payer, "[search:3] What is new in Lisbon?", { webSearch: true });
    expect(sources).toHaveLength(3);
    for (const { url, start = 0, end = 0 } of sources)
      expect(text.slice(start, end)).toBe(`([${new URL(url).hostname}](${url}))`);
    expect(notices).toEqual([]);
  });

  test.each(payers)("on %s a search that was required and not made is told", async (payer) => {
    const required = { webSearch: { required: true } } as const;
    expect(codesOf(await ask(payer, "[no-search] Who was Ada?", required))).toEqual(["search_not_used"]);
    expect(codesOf(await ask(payer, "[search] Who was Ada?", required))).toEqual([]);
    expect(codesOf(await ask(payer, "[no-search] Who was Ada?", { webSearch: true }))).toEqual([]);
  });

  test("on a key a required search is forced", async () => {
    const { sources } = await ask("key", "Who was Ada?", { webSearch: { required: true } });
    expect(sources?.length).toBeGreaterThan(0);
  });

  test("a plan whose backend takes no hosted search searches by its endpoint, and the second call knows", async () => {
    simulator.control.setSwitches({ refuses: [{ what: "web_search", backend: "codex" }] });
    const prompt = '[call:patchbay_web_search {"query":"rain in Lisbon"}] What is new in Lisbon?';
    const before = simulator.requests.length;
    const pathsSince = () => simulator.requests.slice(before).map(({ path }) => path.replace("/backend-api/codex", ""));
    for (const first of [["/responses"], []]) {
      const from = pathsSince().length;
      const answer = await ask("plan", prompt, { webSearch: true, model: "gpt-6-luna" });
      expect(codesOf(answer)).toEqual(["search_by_endpoint"]);
      expect(answer.sources).toEqual(
        expect.arrayContaining([{ url: expect.stringContaining("https://news.example") }]),
      );
      expect(answer).toMatchObject({ finishReason: "stop", text: expect.stringMatching(/\S/) });
      expect(answer).not.toHaveProperty("toolCalls");
      expect(pathsSince().slice(from)).toEqual([...first, "/responses", "/alpha/search", "/responses"]);
    }
  });

  test.each(["key", "shared"] as const)("one that is not taken on %s is refused in words", async (payer) => {
    await expect(ask(payer, "[refuse:web_search] News?", { webSearch: true })).rejects.toMatchObject({
      code: "unsupported_option",
    });
  });
});

describe("files", () => {
  const files = [{ name: "terms.pdf", dataUrl: `data:application/pdf;base64,${pdfOf("Forty days of notice")}` }];

  test.each(payers)("are read by %s", async (payer) => {
    const answer = await ask(payer, "What does the file say?", { files });
    expect(answer.text).toContain("terms.pdf");
    expect(answer.notices).toEqual([]);
  });

  test.each(payers)("go as text to %s when they are not taken, and the second time at once", async (payer) => {
    simulator.control.setSwitches({ refuses: [{ what: "input_file" }] });
    const before = requests().length;
    for (const sent of [2, 3]) {
      const answer = await ask(payer, "What does the file say?", { files });
      expect(codesOf(answer)).toEqual(["file_as_text"]);
      expect(requests()).toHaveLength(before + sent);
    }
  });
});

describe("what plan sharing does not take", () => {
  /** Remembered by account and model: each case has a model of its own. */
  const cases: [RefusedCapability["what"], Partial<LlmCall>, string[], string][] = [
    ["additional_tools", { tools }, [], "gpt-6-sol"],
    ["summary", { reasoningSummary: true }, ["setting_left_out"], "gpt-6-luna"],
    ["effort", { reasoningEffort: "low" }, ["setting_left_out"], "gpt-5.6-sol"],
    ["verbosity", { verbosity: "low" }, ["setting_left_out"], "gpt-5.6-terra"],
    ["tool_choice", { tools, toolChoice: "required" }, ["setting_left_out"], "gpt-5.6-luna"],
    ["parallel_tool_calls", { tools, parallelToolCalls: false }, ["setting_left_out"], "gpt-6.1-terra"],
    ["include", { tools }, [], "gpt-6-astra"],
  ];

  test.each(cases)("%s goes another way, once, and the second call knows", async (what, settings, notices, model) => {
    simulator.control.setSwitches({ refuses: [{ what, backend: "siwc" }] });
    const before = requests().length;
    for (const sent of [2, 3]) {
      const answer = await ask("shared", "[call:clock] Plan the day", { ...settings, model });
      expect(codesOf(answer)).toEqual(notices);
      if (settings.tools !== undefined) expect(answer.toolCalls?.map(({ name }) => name)).toEqual(["clock"]);
      expect(requests()).toHaveLength(before + sent);
    }
  });

  test("is refused in words where no other way is left", async () => {
    const refuses = [
      { what: "additional_tools", backend: "siwc" },
      { what: "namespace", backend: "siwc" },
    ] as const;
    simulator.control.setSwitches({ refuses: [...refuses] });
    const before = requests().length;
    const failed = ask("shared", "[call:clock] Plan the day", { tools, model: "gpt-5.5" });
    await expect(failed).rejects.toMatchObject({ code: "unsupported_option", facts: { param: "tools" } });
    expect(requests()).toHaveLength(before + 2);
  });
});
