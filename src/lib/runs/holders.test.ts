import { join } from "node:path";
import { expect, it } from "vitest";
import { node } from "@/lib/engine/testRun";
import { createFileWorkflowStore } from "@/lib/storage/file/fileWorkflowStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { findHolders } from "./holders";
import { workflowOf } from "./testRunService";

it("finds the workflows that hold one, by its newest or by a revision", async () => {
  const store = createFileWorkflowStore(join(await testDirectory(), "data"));
  const holding = (id: string, held: string, more: object = {}) =>
    store.create({
      ...workflowOf([node("h", "workflow", { workflow: held, ...more })], [], id),
      name: `Name of ${id}`,
    });
  await store.create(workflowOf([], [], "held"));
  await holding("newest", "held");
  await holding("pinned", "held", { revision: 1 });
  await holding("other", "newest");
  const found = await findHolders(store, "held");
  expect(found.map(({ id, name }) => `${id} ${name}`).sort()).toEqual([
    "newest Name of newest",
    "pinned Name of pinned",
  ]);
  expect(await findHolders(store, "other")).toEqual([]);
});
