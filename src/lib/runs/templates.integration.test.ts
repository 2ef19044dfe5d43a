import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
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

beforeAll(async () => {
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
  await services.auth.close();
  await simulator.close();
  await rm(directory, { recursive: true, force: true });
});

const runsOn = { provider: "openai", model: "gpt-5.5" } as const;

it.each(templates)("$id runs to its end with the data that it brings", async ({ id, build }) => {
  const { nodes, edges, layout, samples = {} } = build({ runsOn, other: "gpt-5.4", pictures: "openai" });
  const filled = nodes.map(async (node) => {
    const sample = samples[node.id];
    if (sample === undefined) return node;
    const mime = sample.endsWith(".png") ? "image/png" : "application/octet-stream";
    const asset = await services.assets.put(await readFile(join("public/samples", sample)), mime);
    return { ...node, data: { ...node.data, asset } };
  });
  const workflow: Workflow = {
    ...{ format: "patchbay/workflow", version: 1, id, name: id, revision: 1 },
    ...{ nodes: await Promise.all(filled), edges, layout: { nodes: layout, groups: [] } },
  };
  const run = await services.runs.start(workflow);
  const events = await watch(services.runs, run.id);
  expect(events.filter(({ type }) => type === "node-error")).toEqual([]);
  const { status, outputs, problems } = await services.runs.read(run.id);
  expect({ status, problems }).toEqual({ status: "completed", problems: 0 });
  const named = nodes.flatMap(({ type, data }) => (type === "output" ? [data.name] : []));
  // What nobody sent out of a condition is no output.
  const expected = id === "sortMessages" ? ["later"] : named;
  for (const name of expected) expect(outputs?.[String(name)], String(name)).toBeTruthy();
});
