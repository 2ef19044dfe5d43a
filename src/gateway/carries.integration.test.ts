import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { llm, node } from "@/lib/engine/testRun";
import { listWorkflow, watch, workflowOf } from "@/lib/runs/testRunService";
import type { Services } from "@/lib/services";
import { pdf } from "@/lib/worker/documents/testDocuments";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { type LlmResult, llmResultSchema } from "@/types/llm";
import { startTestGateway, type TestGateway } from "./testGateway";
import { useSimulated } from "./v1/testDoor";

/** What a call can carry, from the route over the adapter to an upstream and back. */

let simulator: Simulator;
/** Of the server that was started last. */
let gateway: TestGateway;
const directory = join(tmpdir(), `patchbay-carries-${randomUUID()}`);

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 1, tokenMs: 0 } });
});
afterEach(() => simulator.control.reset());
afterAll(async () => {
  await simulator.close();
  await rm(directory, { recursive: true, force: true });
});

/** A server of its own, signed in to a plan, with a key. */
async function useServer(name?: string): Promise<Services> {
  const { services } = await useSimulated(simulator, directory, name);
  gateway = await startTestGateway(services);
  return services;
}

const payers = [
  { provider: "openai-auth", model: "gpt-6.2-sol" },
  { provider: "openai", model: "gpt-5.5" },
  { provider: "anthropic", model: "claude-sonnet-5-5" },
  { provider: "google", model: "gemini-3.1-pro-preview" },
];

async function answerTo(body: Record<string, unknown>): Promise<LlmResult> {
  const response = await gateway.ask("/api/llm", { method: "POST", body });
  const answer = await response.json();
  expect(answer).not.toHaveProperty("error");
  return llmResultSchema.parse(answer);
}

const city = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};
const tools = [
  { name: "weather", description: "The weather of a city", parameters: city },
  { name: "compare", parameters: { type: "object", properties: {} } },
];

const bytes = Buffer.from(pdf([["Minutes of the owl society"]]));
const minutes = { name: "minutes.pdf", dataUrl: `data:application/pdf;base64,${bytes.toString("base64")}` };

/** Calls what is asked for until nothing is, and gives the calls of each round and the last answer. */
async function converse(settings: Record<string, unknown>, prompt: string) {
  const messages: unknown[] = [{ role: "user", content: prompt }];
  const rounds: string[][] = [];
  let answer = await answerTo({ ...settings, messages, tools });
  while (answer.finishReason === "tool_calls" && rounds.length < 5) {
    const { text, toolCalls = [], state } = answer;
    rounds.push(toolCalls.map((call) => `${call.name} ${call.arguments}`));
    messages.push({ role: "assistant", content: text, toolCalls, state });
    // Their order is nobody's concern.
    for (const { id, name } of toolCalls.toReversed()) {
      messages.push({ role: "tool", toolCallId: id, content: name === "weather" ? "18 degrees" : "Bern" });
    }
    answer = await answerTo({ ...settings, messages, tools });
  }
  return { rounds, answer };
}

test.each([
  ...payers.map((payer) => ({ ...payer, reasoningSummary: true })),
  { provider: "compatible", model: "llama3.2:3b" },
])(
  "on $provider two rounds of calls, two of them at once, end in an answer that tells what they gave",
  async (settings) => {
    await useServer();
    const asked = '[call:weather {"city":"Bern"}] [call:weather {"city":"Oslo"}] [then] [call:compare]';
    const { rounds, answer } = await converse(settings, `Where is it warmer? ${asked}`);
    expect(rounds).toEqual([
      ['weather {"city":"Bern"}', 'weather {"city":"Oslo"}'],
      [expect.stringMatching(/^compare/)],
    ]);
    expect(answer).toMatchObject({ finishReason: "stop", text: expect.stringContaining("Bern"), notices: [] });
  },
);

test("what a server of a person's own cannot do is refused, and a PDF goes as text", async () => {
  await useServer();
  const own = { provider: "compatible", model: "llama3.2:3b", prompt: "Sum it up." };
  for (const more of [{ webSearch: { required: true } }, { images: ["data:image/png;base64,iVBORw0KGgo="] }]) {
    const refusal = await gateway.ask("/api/llm", { method: "POST", body: { ...own, ...more } });
    expect(refusal.status).toBe(400);
    expect(await refusal.json()).toMatchObject({ error: { code: "unsupported_option" } });
  }
  const { notices } = await answerTo({ ...own, files: [minutes] });
  expect(notices.map(({ code }) => code)).toEqual(["file_as_text"]);
});

describe.each(payers)("on $provider", (payer) => {
  test("a search gives its sources, at places in the text that are there", async () => {
    await useServer();
    const {
      text,
      sources = [],
      notices,
    } = await answerTo({
      ...payer,
      prompt: "What is new? [search:3]",
      webSearch: { required: true },
    });
    expect(notices).toEqual([]);
    const placed = sources.filter(({ start }) => start !== undefined);
    expect(placed.length).toBeGreaterThan(0);
    for (const { url, start = 0, end = 0 } of placed) {
      expect(url).toMatch(/^https?:/);
      expect(start).toBeLessThan(end);
      expect(end).toBeLessThanOrEqual(text.length);
    }
  });

  test("a search that was required and did not happen is told", async () => {
    await useServer();
    const { notices } = await answerTo({ ...payer, prompt: "Hi [no-search]", webSearch: { required: true } });
    expect(notices.map(({ code }) => code)).toEqual(["search_not_used"]);
  });

  test("a PDF goes with the call", async () => {
    await useServer();
    const { text, notices } = await answerTo({ ...payer, prompt: "Sum it up.", files: [minutes] });
    expect(text).toContain("is a PDF of 1 page");
    expect(notices).toEqual([]);
  });
});

test.each(payers.slice(0, 2))("a PDF goes as text where $provider turns out to take none", async (payer) => {
  await useServer();
  simulator.control.setSwitches({ refuses: [{ what: "input_file" }] });
  const ask = () => answerTo({ ...payer, prompt: "Sum it up.", files: [minutes] });
  const [first, second] = [await ask(), await ask()];
  for (const { notices } of [first, second]) expect(notices.map(({ code }) => code)).toEqual(["file_as_text"]);
});

test("a run tells reasoning and sources in its journal, hands them on, and replays them after a restart", async () => {
  const { runs, auth } = await useServer("kept");
  const settings = { ...payers[0], reasoningEffort: "high", webSearch: { required: true }, reasoningSummary: true };
  const workflow = workflowOf(
    [
      node("p", "prompt", { text: "What is new? [search:2]" }),
      llm("m", settings),
      node("o", "output", { format: "auto", name: "sources" }),
      node("r", "output", { format: "auto", name: "thoughts" }),
    ],
    ["p.text>m.prompt", "m.sources>o.value", "m.reasoning>r.value"],
  );
  const { id } = await runs.start(workflow);
  const events = await watch(runs, id);
  const thoughts = events.flatMap((event) => (event.type === "node-reasoning" ? [event.text] : [])).join("");
  expect(thoughts).not.toBe("");
  const { outputs = {} } = await runs.read(id);
  expect(outputs).toEqual({
    thoughts,
    sources: expect.arrayContaining([expect.objectContaining({ url: expect.any(String) })]),
  });
  await auth.close();
  const { runs: restarted } = await useServer("kept");
  expect(await watch(restarted, id)).toEqual(events);
  expect((await restarted.export(id)).events).toEqual(events);
});

test.each(payers.slice(0, 2))(
  "rows of $provider with one long instruction are found again, also after a restart",
  async (payer) => {
    const system = Array.from({ length: 300 }, (_, index) => `Rule ${index + 1}: never mention rule ${index}.`).join(
      "\n",
    );
    const name = randomUUID();
    const shareOf = async (rows: string[]) => {
      const { runs, auth } = await useServer(name);
      const { id } = await runs.start(listWorkflow(rows, { ...payer, system }));
      await watch(runs, id);
      await auth.close();
      const { inputTokens, cachedInputTokens } = (await runs.read(id)).usage;
      return cachedInputTokens / inputTokens;
    };
    expect(await shareOf(["one", "two", "three", "four"])).toBeGreaterThan(0.6);
    expect(await shareOf(["five"])).toBeGreaterThan(0.9);
  },
);

test("a PDF of a file node goes with the call of an LLM node, by its name", async () => {
  const { runs, assets } = await useServer();
  const asset = await assets.put(bytes, "application/pdf");
  const workflow = workflowOf(
    [
      node("f", "fileInput", { as: "document", asset, fileName: "minutes.pdf" }),
      node("p", "prompt", { text: "Sum it up." }),
      llm("m", payers[0]),
      node("o", "output", { format: "auto", name: "answer" }),
    ],
    ["f.file>m.files", "p.text>m.prompt", "m.text>o.value"],
  );
  const { id } = await runs.start(workflow);
  await watch(runs, id);
  expect((await runs.read(id)).outputs).toEqual({ answer: expect.stringContaining("minutes.pdf, is a PDF of 1 page") });
});
