import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { llm, node } from "@/lib/engine/testRun";
import { asks, scripted } from "@/lib/nodes/testTools";
import type { RunTools } from "@/lib/runs/runService";
import { workflowOf } from "@/lib/runs/testRunService";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { createToolServers, type ToolServers } from "@/lib/tools/toolServers";
import type { CallLlm } from "@/types/llm";

/** A run with tools in a process of its own, and what the test that kills it goes on with. */

const items = Array.from({ length: 6 }, (_, item) => `item ${item}`);
/** Answers of the model for one item, calls of the tool that acts, calls in all. */
export const perItem = { rounds: 3, acting: 2, calls: 5 };
export const itemCount = items.length;

export const toolWorkflow = workflowOf(
  [
    node("l", "list", { text: items.join("\n"), split: "lines" }),
    llm("m", { tools: [{ server: "s", approval: "never" }], maxParallel: 3 }),
    node("o", "output", { format: "auto" }),
  ],
  ["l.items>m.prompt", "m.text>o.value"],
);

const acting = "toggle-simulated-logging";
const script = [
  [asks("r1", "echo", { message: "one" }), asks("a1", acting), asks("r2", "get-sum", { a: 1, b: 2 })],
  [asks("a2", acting), asks("r3", "echo", { message: "two" })],
  "done",
];

/** A model that follows the script at a pace, and says of each call that it is sent. */
export function scriptedModel(note: (line: string) => void, pace: number): CallLlm {
  const { callLlm } = scripted(...script);
  return async function* (call, signal) {
    note(`model ${call.messages[0]?.content}`);
    await sleep(pace * (1 + ((call.messages[0]?.content.length ?? 0) % 3)));
    yield* callLlm(call, signal);
  };
}

/** The servers that are set up in this directory. */
export function toolServersIn(directory: string): ToolServers {
  return createToolServers({
    texts: createFileTextStore(join(directory, "tools")),
    box: createSecretBox({ secret: new Uint8Array(32).fill(1), configDir: "" }),
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
    ownHosts: new Set(),
    port: 3000,
    environment: process.env,
  });
}

/** The same, and says of each call that it is made. */
export function notedCalls(servers: ToolServers, note: (line: string) => void): RunTools {
  return {
    kept: servers.kept,
    list: servers.list,
    call: (call, options) => {
      note(`tool ${call.name}`);
      return servers.call(call, options);
    },
  };
}

export const isActing = (line: string) => line === `tool ${acting}`;
