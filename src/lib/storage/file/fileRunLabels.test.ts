import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { storageOptions } from "@/lib/storage/contract/archiveContract";
import { runLabelsContract } from "@/lib/storage/contract/runLabelsContract";
import { createFileRunJournal } from "./fileRunJournal";
import { createFileRunLabels } from "./fileRunLabels";
import { createFileStorage } from "./fileStorage";
import { testDirectory } from "./testDirectory";

runLabelsContract("files", async () => {
  const directory = await testDirectory();
  return {
    ours: createFileStorage(directory, storageOptions),
    theirs: createFileStorage(directory, storageOptions),
  };
});

it("A label that a crash has torn takes no other one with it, and no id leads outside", async () => {
  const directory = await testDirectory();
  await createFileRunJournal(directory).append("r", [{ type: "run-end", status: "completed", outputs: {} }]);
  const labels = createFileRunLabels(directory);
  const label = { node: "t", row: 0, label: "up", at: "2030-01-01T00:00:00.000Z" } as const;
  await labels.put("r", label);
  await appendFile(join(directory, "r", "labels.jsonl"), '{"node":"t","row":1,"lab');
  await labels.put("r", { ...label, row: 2 });
  expect((await labels.read("r")).map(({ row }) => row)).toEqual([0, 2]);
  await writeFile(join(directory, "labels.jsonl"), "");
  await expect(labels.put("..", label)).rejects.toMatchObject({ code: "not_found" });
  await expect(labels.read("..")).rejects.toMatchObject({ code: "not_found" });
});
