import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseConfig } from "@/lib/config";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { NextHandler } from "./apiRoute";
import { POST as startDevice } from "./auth/openai/device/route";
import { GET as startSignIn } from "./auth/openai/start/route";
import { GET as authStatus } from "./auth/openai/status/route";
import { PUT as putKey } from "./keys/[provider]/route";
import { GET as listKeys } from "./keys/route";
import { PUT as putSettings, GET as readSettings } from "./settings/route";
import { ask, type Sent, useServices } from "./testServices";
import { GET as readWorkflow, PUT as saveWorkflow } from "./workflows/[id]/route";
import { POST as createWorkflow, GET as listWorkflows } from "./workflows/route";

const workflow = {
  ...{ format: "patchbay/workflow", version: 1, id: "w", name: "N", revision: 1 },
  ...{ nodes: [], edges: [], layout: { nodes: {}, groups: [] } },
};

const requests: [string, NextHandler, Sent][] = [
  ["GET /api/auth/openai/start", startSignIn, {}],
  ["POST /api/auth/openai/device", startDevice, { method: "POST", body: {} }],
  ["GET /api/keys", listKeys, {}],
  [
    "PUT /api/keys/openai",
    putKey,
    { method: "PUT", body: { key: "sk-entered-by-hand" }, params: { provider: "openai" } },
  ],
  ["GET /api/settings", readSettings, {}],
  ["PUT /api/settings", putSettings, { method: "PUT", body: {} }],
  ["GET /api/workflows", listWorkflows, {}],
  ["POST /api/workflows", createWorkflow, { method: "POST", body: workflow }],
  ["GET /api/workflows/w", readWorkflow, { params: { id: "w" } }],
  ["PUT /api/workflows/w", saveWorkflow, { method: "PUT", body: workflow, params: { id: "w" } }],
];

/** Services on a data directory where each store meets something that is not its own. */
async function useSpoiltServices(spoil: (dataDir: string) => Promise<unknown>) {
  const directory = await testDirectory();
  const dataDir = join(directory, "data");
  await spoil(dataDir);
  const config = { PATCHBAY_DATA_DIR: dataDir, XDG_CONFIG_HOME: join(directory, "config"), LOG_LEVEL: "silent" };
  return useServices(parseConfig(config));
}

it.each(requests)("%s says that a file stands in the place of the data directory", async (path, handler, sent) => {
  await useSpoiltServices((dataDir) => writeFile(dataDir, ""));
  const response = await ask(handler, path.split(" ")[1] ?? "", sent);
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({
    error: { code: "storage_failed", message: expect.stringMatching(/a file stands where a directory belongs/) },
  });
});

it.each(requests)("%s says that directories stand in the place of files", async (path, handler, sent) => {
  await useSpoiltServices(async (dataDir) => {
    for (const name of ["openai-auth.json", "keys.json", "settings.json", "workflows/w.json"]) {
      await mkdir(join(dataDir, name), { recursive: true });
    }
    await writeFile(join(dataDir, "locks"), "");
  });
  const response = await ask(handler, path.split(" ")[1] ?? "", sent);
  // The list has the documents that can be read.
  if (path === "GET /api/workflows") return expect(await response.json()).toEqual({ workflows: [] });
  expect(await response.json()).toMatchObject({ error: { code: "storage_failed" } });
});

it("the status of accounts tells what is wrong and does not fail", async () => {
  await useSpoiltServices((dataDir) => writeFile(dataDir, ""));
  const response = await ask(authStatus, "/api/auth/openai/status");
  expect(await response.json()).toMatchObject({ connected: false, configured: false, problem: expect.any(String) });
});

it.each([
  [Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" }), "storage_failed"],
  [new TypeError("boom"), "internal"],
])(
  "a failure of the disk that nobody told on its way is told at the door, and a bug is not: %s",
  async (error, code) => {
    const config = parseConfig({ PATCHBAY_DATA_DIR: await testDirectory(), LOG_LEVEL: "silent" });
    const { workflows } = useServices(config);
    useServices(config, { workflows: { ...workflows, list: () => Promise.reject(error) } });
    expect(await (await ask(listWorkflows, "/api/workflows")).json()).toMatchObject({ error: { code } });
  },
);
