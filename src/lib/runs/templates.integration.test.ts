import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { samples } from "@/components/messages/samples";
import { templates } from "@/components/templates/templates";
import { parseConfig } from "@/lib/config";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { Workflow } from "@/types/workflow";
import { watch } from "./testRunService";

/** Every template as it comes out of the box, through the engine, against upstreams that refuse what real ones refuse. */

const directory = join(tmpdir(), `patchbay-templates-${randomUUID()}`);
let simulator: Simulator;
let services: Services;

/** What a template reads of the web. */
let page: { url: string; close: () => void };

beforeAll(async () => {
  const server = createServer((_, response) => void response.end("<h1>Opening hours</h1><p>Nine to five.</p>"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  page = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => void server.close() };
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 2, tokenMs: 0 } });
  services = createServices(
    parseConfig({
      ...simulator.env,
      OPENAI_API_KEY: "sk-simulated",
      PATCHBAY_DATA_DIR: join(directory, "data"),
      XDG_CONFIG_HOME: join(directory, "config"),
      LOG_LEVEL: "silent",
    }),
  );
});
afterAll(async () => {
  page.close();
  await services.auth.close();
  await simulator.close();
  await rm(directory, { recursive: true, force: true });
});

/** Whoever is asked finds everything good. */
async function answerAll(id: string): Promise<void> {
  await watch(services.runs, id);
  const { waiting = [] } = await services.runs.look(id);
  const answers = waiting.map(({ node, item }) => ({ node, ...(item === undefined ? {} : { item }), approved: true }));
  if (answers.length > 0) await services.runs.answer(id, { answers });
}

const runsOn = { provider: "openai", model: "gpt-5.5" } as const;

it.each(templates)("$id runs to its end with the data that it brings", async ({ id, build }) => {
  const { nodes, edges, layout, samples: files = {} } = build({ runsOn, other: "gpt-5.4", pictures: "openai" });
  const filled = nodes.map(async (node) => {
    const sample = files[node.id];
    if (sample === undefined) return node;
    const mime = sample.endsWith(".png") ? "image/png" : "application/octet-stream";
    const asset = await services.assets.put(await readFile(join("public/samples", sample)), mime);
    return { ...node, data: { ...node.data, asset } };
  });
  const workflow: Workflow = {
    ...{ format: "patchbay/workflow", version: 1, id, name: id, revision: 1 },
    ...{ nodes: await Promise.all(filled), edges, layout: { nodes: layout, groups: [] } },
  };
  // Nothing is asked of the web.
  const inputs = { [samples.readPage.address]: page.url };
  const run = await services.runs.start(workflow, { inputs });
  await answerAll(run.id);
  const events = await watch(services.runs, run.id);
  expect(events.filter(({ type }) => type === "node-error")).toEqual([]);
  const { status, outputs, problems } = await services.runs.read(run.id);
  expect({ status, problems }).toEqual({ status: "completed", problems: 0 });
  const named = nodes.flatMap(({ type, data }) => (type === "output" ? [data.name] : []));
  // What nobody sent out of a condition is no output.
  const expected = id === "sortMessages" ? ["later"] : named;
  for (const name of expected) expect(outputs?.[String(name)], String(name)).toBeTruthy();
});
