import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { parseConfig } from "@/lib/config";
import { listWorkflow } from "@/lib/runs/testRunService";
import { createServices } from "@/lib/server";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createTestDatabase } from "@/lib/storage/postgres/testDatabase";
import { startSimulator } from "@/simulator/simulator";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** `npm run worker` with these settings, and what it writes. */
function startWorker(environment: Record<string, string>) {
  const args = ["--import", "./bin/register.mjs", "bin/worker.ts"];
  const child = spawn(process.execPath, args, { env: { ...process.env, ...environment } });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => lines.push(...text.trim().split("\n")));
  const ended = once(child, "exit");
  return { lines, stop: async () => (child.kill("SIGTERM") ? (await ended)[0] : undefined) };
}

it("a worker tells servers that it is there, and collectors what it did, in figures and lines, without a secret", async () => {
  const simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 1, tokenMs: 0 } });
  onTestFinished(() => simulator.close());
  const shared = {
    ...simulator.env,
    OPENAI_API_KEY: "sk-simulated-secret",
    DATABASE_URL: await createTestDatabase(),
    PATCHBAY_SECRET: "5c".repeat(32),
    PATCHBAY_DATA_DIR: await testDirectory(),
  };
  const server = createServices(parseConfig({ ...shared, PATCHBAY_WORKERS: "0", LOG_LEVEL: "silent" }));
  onTestFinished(async () => {
    await server.auth.close();
    await server.storage.close();
  });
  await server.storage.prepare();
  const port = await freePort();
  const metricsPort = String(port);
  const worker = startWorker({ ...shared, LOG_FORMAT: "json", LOG_LEVEL: "info", PATCHBAY_METRICS_PORT: metricsPort });
  const workers = async () => (await server.health()).workers;
  await expect.poll(workers, { timeout: 30_000 }).toMatchObject([{ runs: 0, capacity: 8 }]);

  const { id: run } = await server.runs.start(
    listWorkflow(["my owl", "my cat", "my dog"], { provider: "openai", model: "gpt-5.5" }),
  );
  const status = async () => (await server.runs.read(run)).status;
  await expect.poll(status, { timeout: 30_000 }).toBe("completed");
  const metrics = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  await expect.poll(metrics).toMatch(/^patchbay_run_duration_seconds_count\{status="completed"\} 1$/m);
  const text = await metrics();
  expect(text).toMatch(/^gen_ai_client_operation_duration_seconds_count\{.*gen_ai_provider_name="openai".*\} 3$/m);
  expect(text).toMatch(/^patchbay_cache_lookups_total\{result="miss"\} 3$/m);
  expect(text).toMatch(/^patchbay_workers 1$/m);

  expect(await worker.stop()).toBe(0);
  expect(await workers()).toEqual([]);
  const told = worker.lines.map((line) => JSON.parse(line)).filter((line) => line.run === run);
  expect(told).toMatchObject([
    { level: "info", workflow: "w1" },
    { level: "info", status: "completed", calls: 3 },
  ]);
  const all = worker.lines.join("\n") + text;
  for (const secret of [shared.OPENAI_API_KEY, shared.PATCHBAY_SECRET, "my owl"]) expect(all).not.toContain(secret);
});
