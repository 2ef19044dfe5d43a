import { expect, it } from "vitest";
import { archiveContract, storageOptions } from "@/lib/storage/contract/archiveContract";
import { createFileArchive } from "./fileArchive";
import { createFileRunClaims } from "./fileRunClaims";
import { createFileRunJournal } from "./fileRunJournal";
import { createFileStorage } from "./fileStorage";
import { testDirectory } from "./testDirectory";

archiveContract("files", async () => createFileStorage(await testDirectory(), storageOptions));

it("a directory is not copied while a run is at work in it", async () => {
  const directory = await testDirectory();
  const claim = await createFileRunClaims(`${directory}/runs`).claim("r");
  await createFileRunJournal(`${directory}/runs`).append("r", [{ type: "run-end", status: "completed", outputs: {} }]);
  const copying = async () => {
    for await (const _ of createFileArchive(directory).read("runs"));
  };
  await expect(copying()).rejects.toMatchObject({ code: "conflict", facts: { id: "r" } });
  await claim?.release();
  await copying();
});
