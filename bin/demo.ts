import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { listenHosts } from "@/lib/config";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { createFileWorkflowStore } from "@/lib/storage/file/fileWorkflowStore";
import { createSettingsStore } from "@/lib/storage/settingsStore";
import { startSimulator } from "@/simulator/simulator";
import { buildIfNeeded } from "./build";
import { demoWorkflow } from "./demoWorkflow";
import { loadEnvironment, requireDataDirectory } from "./loadEnvironment";
import { serve } from "./server.mjs";
import { closeOnSignal, explainStartFailure, openBrowserAtTerminal } from "./terminal.mjs";

const dataDir = resolve("data-demo");
const realKeys = [
  "OPENAI_API_KEY",
  "OPENAI_ORGANIZATION",
  "OPENAI_PROJECT",
  "ANTHROPIC_API_KEY",
  "GEMINI_API_KEY",
  "COMPATIBLE_API_KEY",
  "CODEX_INSTRUCTIONS_FILE",
];

const simulator = await startSimulator({ port: 0 });
for (const name of realKeys) process.env[name] = "";
Object.assign(process.env, simulator.env, {
  COMPATIBLE_BASE_URL: `${simulator.url}/ollama/v1`,
  PATCHBAY_DATA_DIR: dataDir,
  XDG_CONFIG_HOME: join(dataDir, "config"),
  PATCHBAY_SECRET: "",
  DATABASE_URL: "",
});
const settings = loadEnvironment();
await requireDataDirectory(settings);
try {
  await prepareData();
  await buildIfNeeded();
  const server = await serve({ hosts: listenHosts(settings), port: settings.port });
  closeOnSignal(async () => {
    await server.close();
    await simulator.close();
  });
  console.log(
    `The Patchbay demo is ready: ${server.url}\nEvery upstream is simulated at ${simulator.url}; nothing leaves this computer.`,
  );
  openBrowserAtTerminal(server.url);
} catch (error) {
  console.error(explainStartFailure(error, settings.port));
  process.exit(1);
}

/** The simulator forgets its sign-ins when it stops, so the demo starts signed out, with its workflow on the canvas. */
async function prepareData(): Promise<void> {
  await rm(join(dataDir, "openai-auth.json"), { force: true });
  const workflows = createFileWorkflowStore(dataDir);
  await workflows.create(demoWorkflow).catch(() => undefined); // it is there from an earlier demo, edits and all
  const settings = createSettingsStore(createFileTextStore(dataDir));
  const current = await settings.read();
  if (current.lastWorkflowId === undefined) await settings.write({ ...current, lastWorkflowId: demoWorkflow.id });
}
