import { isAppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";
import { openWorkflowStore } from "./openWorkflowStore";

// Run by workflowProcessesContract.ts: creates documents, or writes marks into one, and tells each that was acknowledged.
const [mode = "", place = "", name = "", times = "0"] = process.argv.slice(2);
const store = openWorkflowStore(place);

function conflictIsUndefined(error: unknown): undefined {
  if (!isAppError(error) || error.code !== "conflict") throw error;
}

async function create(id: string): Promise<void> {
  const document: Workflow = {
    ...{ format: "patchbay/workflow", version: 1, id, name, revision: 0 },
    ...{ nodes: [], edges: [], layout: { nodes: {}, groups: [] } },
  };
  const created = await store.create(document).catch(conflictIsUndefined);
  if (created !== undefined) process.stdout.write(`${id}\n`);
}

async function mark(text: string): Promise<void> {
  for (;;) {
    const document = await store.read("shared");
    const nodes = [...document.nodes, { id: text, type: "note", data: {} }];
    const saved = await store.update({ ...document, nodes }).catch(conflictIsUndefined);
    if (saved !== undefined) break;
  }
  process.stdout.write(`${text}\n`);
}

process.stdout.write("ready\n");
process.stdin.once("data", async () => {
  for (let i = 0; i < Number(times); i++) await (mode === "create" ? create(`w${i}`) : mark(`${name}-${i}`));
  process.exit();
});
