import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "@/lib/config";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { draftSchema } from "@/types/drafts";
import { POST } from "./route";

let simulator: Simulator;
let services: Services;
const directory = join(tmpdir(), `patchbay-drafts-${randomUUID()}`);

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 5, tokenMs: 1 } });
  services = createServices(
    parseConfig({
      ...simulator.env,
      OPENAI_API_KEY: "sk-simulated",
      PATCHBAY_DATA_DIR: join(directory, "data"),
      XDG_CONFIG_HOME: join(directory, "config"),
      LOG_LEVEL: "silent",
    }),
  );
  // Where routes find the services of their process.
  Reflect.set(globalThis, Symbol.for("patchbay.services"), services);
});
afterEach(() => simulator.control.reset());
afterAll(async () => {
  await services.auth.close();
  await simulator.close();
  await rm(directory, { recursive: true, force: true });
});

async function post(body: object, signal?: AbortSignal) {
  const headers = { host: "localhost:3000", "content-type": "application/json" };
  const request = new Request("http://localhost:3000/api/drafts", {
    ...{ method: "POST", headers, signal, body: JSON.stringify({ provider: "openai", model: "gpt-5.5", ...body }) },
  });
  const response = await POST(request, { params: Promise.resolve({}) });
  return { status: response.status, body: await response.json() };
}

describe("POST /api/drafts", () => {
  it("draws a wish with nodes that can run, on the model that drew", async () => {
    const { status, body } = await post({ wish: "Write a product text for every row of my table" });
    expect(status).toBe(200);
    const draft = draftSchema.parse(body);
    expect(draft.nodes.map(({ type }) => type)).toEqual(["list", "prompt", "llmGenerate", "output"]);
    expect(draft.nodes[2]?.data).toMatchObject({ provider: "openai", model: "gpt-5.5" });
    expect(draft).toMatchObject({ rounds: 1, payer: { kind: "key" } });
    expect(draft.usage.totalTokens).toBeGreaterThan(0);
  });

  it("names the faults of a draft to the model until they are mended", async () => {
    const asked = () => simulator.requests.filter(({ path }) => path.endsWith("/responses")).length;
    const before = asked();
    const { body } = await post({ wish: "[bad-draft] Write about rivers" });
    expect(draftSchema.parse(body)).toMatchObject({ rounds: 2 });
    expect(asked() - before).toBe(2);
  });

  it("changes a selection and keeps what stands in it", async () => {
    const runsOn = { provider: "openai", model: "gpt-5.4" };
    const selection = {
      nodes: [
        { id: "q", type: "prompt", data: { text: "Rivers" } },
        { id: "a", type: "llmGenerate", data: runsOn },
      ],
      edges: [{ id: "w", source: { node: "q", port: "text" }, target: { node: "a", port: "prompt" } }],
    };
    const { body } = await post({ wish: "Let it look again", selection });
    const draft = draftSchema.parse(body);
    expect(draft.nodes.slice(0, 2)).toEqual(selection.nodes);
    expect(draft.nodes).toHaveLength(4);
    expect(draft.edges).toContainEqual(expect.objectContaining({ source: { node: "a", port: "text" } }));
  });

  it("refuses what says nothing, and tells an upstream's failure as any call does", async () => {
    expect(await post({ wish: " " })).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
    expect(await post({ wish: "[429] rivers", model: "no-such" })).toMatchObject({
      body: { error: { code: "model_not_available" } },
    });
  });
});
