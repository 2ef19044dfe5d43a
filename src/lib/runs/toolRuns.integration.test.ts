import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "@/lib/auth/testkit/testPorts";
import { parseConfig } from "@/lib/config";
import { llm, node } from "@/lib/engine/testRun";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import { everything, startEverything } from "@/lib/tools/testTools";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { RunEvent } from "@/types/run";
import { watch, workflowOf } from "./testRunService";

/** Nodes with the tools of the official example server, whose models are asked as the real upstreams are. */

const directory = join(tmpdir(), `patchbay-tools-${randomUUID()}`);
let simulator: Simulator;
let services: Services;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  services = createServices(
    parseConfig({
      ...simulator.env,
      ...{ OPENAI_API_KEY: "sk-simulated", GEMINI_API_KEY: "simulated", ANTHROPIC_API_KEY: "simulated" },
      PATCHBAY_DATA_DIR: join(directory, "data"),
      XDG_CONFIG_HOME: join(directory, "config"),
      LOG_LEVEL: "silent",
    }),
  );
  await services.tools.addProgram({ name: "all", ...everything, env: {} });
});
afterAll(async () => {
  await services.tools.close();
  await services.auth.close();
  await simulator.close();
  await rm(directory, { recursive: true, force: true });
});

async function run(prompt: string, data: Record<string, unknown>): Promise<RunEvent[]> {
  const nodes = [
    node("p", "prompt", { text: prompt }),
    llm("m", data),
    node("o", "output", { name: "answer", format: "auto" }),
  ];
  const workflow = workflowOf(nodes, ["p.text>m.prompt", "m.text>o.value"], `w-${randomUUID().slice(0, 8)}`);
  const { id } = await services.runs.start(workflow);
  return watch(services.runs, id);
}

const told = (events: RunEvent[]) =>
  events.flatMap((event) => (event.type === "node-tool" ? [`${event.name} ${event.status}`] : []));

const endOf = (events: RunEvent[]) => events.find((event) => event.type === "node-end" && event.node === "m");

const models = [
  ["openai", "gpt-5.5"],
  ["anthropic", "claude-sonnet-5-5"],
  ["google", "gemini-3-flash-preview"],
] as const;
const twice = `[call:all__echo {"message":"rivers"}] [call:all__get-sum {"a":2,"b":3}] [then] [call:all__get-tiny-image {}] What do you see?`;

it.each(models)("%s %s uses tools in rounds, sees what they gave, and answers", async (provider, model) => {
  const events = await run(twice, { provider, model, tools: [{ server: "all" }] });
  expect(events.at(-1)).toMatchObject({ status: "completed" });
  expect(events.filter(({ type }) => type === "node-round")).toHaveLength(3);
  expect(told(events)).toContain("get-tiny-image done");
  const outputs = events.flatMap((event) => (event.type === "node-tool" && event.output ? [event.output] : []));
  expect(outputs.map(({ text }) => text).join()).toMatch(/Echo: rivers[\s\S]*The sum of 2 and 3 is 5/);
  expect(outputs[2]?.files).toMatchObject([{ asset: expect.any(String), mime: "image/png" }]);
  expect(endOf(events)).toMatchObject({
    isTold: true,
    calls: 3,
    output: { text: expect.stringMatching(/is data that the tool|picture of 20/) },
  });
});

it("reads JSON by a schema after its tools were used, and is told of arguments that do not fit", async () => {
  const jsonSchema = {
    type: "object",
    properties: { n: { type: "integer" } },
    required: ["n"],
    additionalProperties: false,
  };
  const prompt = `[call:all__get-sum {"a":"two"}] Add.`;
  const events = await run(prompt, { provider: "openai", model: "gpt-5.5", jsonSchema, tools: [{ server: "all" }] });
  expect(told(events)).toEqual(["get-sum failed"]);
  expect(endOf(events)).toMatchObject({
    output: { json: { n: expect.any(Number) } },
  });
});

it("uses a server over HTTP, and one that is gone when the run begins fails the node in words", async () => {
  const { url, kill } = await startEverything(await freePort());
  const { id: server } = await services.tools.add({ name: "web", url });
  const data = { provider: "openai", model: "gpt-5.5", tools: [{ server, names: ["echo"] }] };
  expect(told(await run(`[call:web__echo {"message":"a"}] Go.`, data))).toEqual(["echo started", "echo done"]);
  await kill();
  const events = await run(`[call:web__echo {"message":"b"}] Go.`, data);
  const error = events.flatMap((event) =>
    event.type === "node-error" ? [event.error] : event.type === "node-tool" && event.error ? [event.error] : [],
  );
  expect(error).toMatchObject([{ code: "tool_failed" }]);
  await services.tools.change(server, { enabled: false });
  await expect(run("Go.", data)).rejects.toMatchObject({
    code: "invalid_workflow",
    message: expect.stringContaining("switched off"),
  });
});
