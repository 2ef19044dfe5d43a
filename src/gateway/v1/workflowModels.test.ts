import { expect, it } from "vitest";
import { node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import { createFileWorkflowStore } from "@/lib/storage/file/fileWorkflowStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";
import { createWorkflowModels, readWorkflowModel } from "./workflowModels";

function documentOf(id: string, name: string, text = "{{prompt}}"): Workflow {
  const nodes = [node("p", "prompt", { text }), node("o", "output", { format: "auto" })];
  return { ...workflowOf(nodes, ["p.text>o.value"], id), name };
}

async function open() {
  const store = createFileWorkflowStore(await testDirectory());
  const reads: string[] = [];
  const read = (id: string) => {
    reads.push(id);
    return store.read(id);
  };
  return { store, workflows: { ...store, read }, reads };
}

it("lists the workflows that can be asked, by name, and reads each once as long as it stays as it is", async () => {
  const { store, workflows, reads } = await open();
  const models = createWorkflowModels();
  await store.create({ ...documentOf("b", "Write"), settings: { description: " Writes. " } });
  await store.create(documentOf("a", "Ask"));
  await store.create(documentOf("c", "No place", "done"));
  await store.create({ ...documentOf("d", "No output"), edges: [] });
  expect(await models.list(workflows)).toEqual([
    { id: "a", name: "Ask", updatedAt: expect.any(String) },
    { id: "b", name: "Write", updatedAt: expect.any(String), description: "Writes." },
  ]);
  await models.list(workflows);
  expect(reads.sort()).toEqual(["a", "b", "c", "d"]);
  await store.update({ ...documentOf("c", "A place now", "{{text}}"), revision: 1 });
  await store.remove("a");
  expect((await models.list(workflows)).map(({ name }) => name)).toEqual(["A place now", "Write"]);
  expect(reads).toHaveLength(5);
});

it("gives the document of a name, and says what is in the way", async () => {
  const { store, workflows } = await open();
  await store.create(documentOf("a", "Ask"));
  await store.create(documentOf("c", "No place", "{{one}} {{two}}"));
  expect((await readWorkflowModel(workflows, "workflow/a")).name).toBe("Ask");
  await expect(readWorkflowModel(workflows, "workflow/c")).rejects.toThrow("“No place” has no input for what is said");
  await expect(readWorkflowModel(workflows, "workflow/x")).rejects.toMatchObject({ code: "model_not_available" });
});

it("leaves out one that cannot be read, until it can", async () => {
  const { store, workflows } = await open();
  const models = createWorkflowModels();
  await store.create(documentOf("a", "Ask"));
  await store.create(documentOf("b", "Broken"));
  let isBroken = true;
  const read: typeof store.read = async (id) => {
    if (id === "b" && isBroken) throw new AppError("storage_failed", "It is damaged.");
    return workflows.read(id);
  };
  const namesOf = async () => (await models.list({ ...workflows, read })).map(({ name }) => name);
  expect(await namesOf()).toEqual(["Ask"]);
  isBroken = false;
  expect(await namesOf()).toEqual(["Ask", "Broken"]);
});
