import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { parseConfig } from "@/lib/config";
import { forEachLimited } from "@/lib/engine/pool";
import { collect } from "@/lib/llm/callLlm";
import { listWorkflow, watch } from "@/lib/runs/testRunService";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { createBrowser } from "@/simulator/testkit/browser";
import type { LlmCall, Usage } from "@/types/llm";
import { inDirectory } from "./support/inDirectory";
import { report } from "./support/table";

const ROWS = 200;
/** Of the input tokens: all but the first row's instruction, less the steps of 128 tokens that upstreams count in. */
const GOAL_PERCENT = 90;
const rows = Array.from({ length: ROWS }, (_, index) => `Row ${index}: a short remark about animal number ${index}.`);
/** Some thousand tokens that every row shares. */
const instruction = Array.from(
  { length: 300 },
  (_, index) => `Rule ${index + 1}: say in one word whether the remark is kind, and never mention rule ${index}.`,
).join("\n");

/** The share of input tokens that the upstream finds again on a table with one long instruction. */
export async function run(): Promise<void> {
  await inDirectory(async (directory) => {
    const simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 1, tokenMs: 0 } });
    const services = createServices(
      parseConfig({
        ...simulator.env,
        PATCHBAY_DATA_DIR: join(directory, "data"),
        XDG_CONFIG_HOME: join(directory, "config"),
        OPENAI_API_KEY: "sk-bench",
        LOG_LEVEL: "silent",
      }),
    );
    try {
      await signIn(services);
      await measure(services, simulator);
    } finally {
      await services.auth.close();
      await simulator.close();
    }
  });
}

async function signIn({ auth }: Services): Promise<void> {
  const { url } = await auth.start({ route: "codex", origin: "http://patchbay.example:3000" });
  const back = await createBrowser().signIn(url, "ada");
  await auth.exchange({ url: back.href });
}

async function measure(services: Services, simulator: Simulator): Promise<void> {
  for (const [provider, name] of [
    ["openai-auth", "plan"],
    ["openai", "key"],
  ] as const) {
    const model = "gpt-5.5";
    const settings = { provider, model, system: instruction };
    const { id } = await services.runs.start(listWorkflow(rows, settings), { useCache: false });
    await watch(services.runs, id);
    const ours = percent((await services.runs.read(id)).usage);
    simulator.control.reset();
    const beside = {
      name: "a key for each call",
      figure: `${percent(await askApart(services, settings)).toFixed(0)} %`,
    };
    simulator.control.reset();
    report({
      what: `${ROWS} rows with one instruction, cached, ${name}`,
      ours,
      unit: "%",
      beside,
      goal: { least: GOAL_PERCENT },
    });
  }
}

/** The same calls, none of which says that it begins like another. */
async function askApart(
  { callLlm }: Services,
  settings: Pick<LlmCall, "provider" | "model" | "system">,
): Promise<Usage> {
  const sum = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0, totalTokens: 0 };
  await forEachLimited(
    ROWS,
    8,
    async (row) => {
      const messages: LlmCall["messages"] = [{ role: "user", content: rows[row] ?? "" }];
      const call = { ...settings, messages, cacheScope: randomUUID() };
      const { usage } = await collect(callLlm(call, new AbortController().signal));
      sum.inputTokens += usage.inputTokens;
      sum.cachedInputTokens += usage.cachedInputTokens;
    },
    () => false,
  );
  return sum;
}

function percent({ inputTokens, cachedInputTokens }: Usage): number {
  return (100 * cachedInputTokens) / inputTokens;
}
