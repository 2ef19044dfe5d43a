import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Terminal } from "@/cli/command";
import { run } from "@/cli/commands/run";
import { testTerminal } from "@/cli/testTerminal";
import { answering, llm, node } from "@/lib/engine/testRun";
import { runServiceIn, workflowOf } from "@/lib/runs/testRunService";
import type { Services } from "@/lib/services";
import { createFileWorkflowStore } from "@/lib/storage/file/fileWorkflowStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { CallLlm } from "@/types/llm";
import type { Workflow } from "@/types/workflow";

const asking = workflowOf(
  [
    node("p", "prompt", { text: "hello {{name}}" }),
    llm("m"),
    node("o", "output", { format: "markdown", name: "greeting" }),
  ],
  ["p.text>m.prompt", "m.text>o.value"],
);

/** The command on a directory with `w.json`; what models answer can be changed between two starts. */
export async function setUpRows(first: CallLlm = answering((text) => text.toUpperCase()), workflow = asking) {
  const directory = await testDirectory();
  let callLlm = first;
  const runs = runServiceIn(join(directory, "data"), { callLlm: (call, signal) => callLlm(call, signal) });
  const workflows = createFileWorkflowStore(join(directory, "data"));
  const [printed, said, drawn] = [[] as string[], [] as string[], [] as string[]];
  let interrupt = new AbortController();
  // The command touches these three alone.
  const services = { runs, workflows, assets: runs.assets } as unknown as Services;
  const write = (path: string, content: string | Uint8Array) => writeFile(join(directory, path), content);
  const writeWorkflow = (changed: Workflow) => write("w.json", JSON.stringify(changed));
  await writeWorkflow(workflow);
  /** What is said and printed is that of the latest start. */
  const start = (options: Record<string, string | string[] | boolean>, looks: Partial<Terminal> = {}) => {
    for (const lines of [printed, said, drawn]) lines.length = 0;
    interrupt = new AbortController();
    const terminal = testTerminal({ printed, said, directory, signal: interrupt.signal, ...looks });
    return run.run({ services, terminal, positionals: ["w.json"], options });
  };
  return {
    ...{ start, printed, said, drawn, directory, runs, write, writeWorkflow },
    interrupt: () => interrupt.abort(),
    answer: (next: CallLlm) => {
      callLlm = next;
    },
    /** A terminal that shows how far the rows have come. */
    status: { columns: () => 60, draw: (text: string) => void drawn.push(text), above: (lines: () => void) => lines() },
  };
}
