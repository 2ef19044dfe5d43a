import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createTestDatabase } from "@/lib/storage/postgres/testDatabase";
import { homeIn, patchbay as runIn } from "./testPatchbay";

/** A person's installation with one server of their own in it, before and after they name a database. */
async function installation() {
  const directory = await testDirectory();
  const files = homeIn(directory);
  const patchbay = (env: NodeJS.ProcessEnv, ...args: string[]) => runIn(env, args, { piped: "" });
  await patchbay(files, "servers", "add", "Mine", "--url", "http://127.0.0.1:1/v1", "--key", "sk-a-key-of-mine");
  return { directory, files, patchbay };
}

it("move-to-postgres copies what there is with its keys, can be repeated, and move-to-files brings it back", async () => {
  const { directory, files, patchbay } = await installation();
  const secret = (await readFile(join(directory, "patchbay", "secret.key"), "utf8")).trim();
  const database = { ...files, DATABASE_URL: await createTestDatabase(), PATCHBAY_SECRET: secret };
  const first = await patchbay(database, "move-to-postgres");
  expect(first).toMatchObject({ status: 0, said: expect.stringMatching(/settings and accounts +1 +1 +0 +0/) });
  expect((await patchbay(database, "servers")).said).toMatch(/Mine.*127\.0\.0\.1:1.*y-of-mine|Mine.*mine/s);
  const again = await patchbay(database, "move-to-postgres");
  expect(again).toMatchObject({ status: 0, said: expect.stringMatching(/settings and accounts +1 +0 +0 +0/) });

  const back = join(directory, "back");
  expect((await patchbay(database, "move-to-files", back)).status).toBe(0);
  const was = await readFile(join(files.PATCHBAY_DATA_DIR, "servers.json"), "utf8");
  expect(await readFile(join(back, "servers.json"), "utf8")).toBe(was);
});

it("a copy to another secret says that its accounts and keys cannot be used with it", async () => {
  const { files, patchbay } = await installation();
  const database = { ...files, DATABASE_URL: await createTestDatabase(), PATCHBAY_SECRET: "ab".repeat(32) };
  await patchbay(database, "move-to-postgres");
  const { status, said } = await patchbay(database, "servers");
  expect(status).toBe(1);
  expect(said).toMatch(/stored with another key than the present one/);
});

it("doctor says that the database is away, and goes on with the rest", async () => {
  const { files, patchbay } = await installation();
  const away = { ...files, DATABASE_URL: "postgres://me:hidden@127.0.0.1:1/none", PATCHBAY_SECRET: "ab".repeat(32) };
  const { status, said } = await patchbay(away, "doctor");
  expect(status).toBe(1);
  expect(said).toMatch(/bad {2}Database none at 127\.0\.0\.1:1 cannot be used\n.*the database does not answer/);
  expect(said).toMatch(/Port 1455/);
  expect(said).not.toMatch(/hidden/);
});

it("rotate-secret seals all with a new key file, and says what it wants where it was told of no other key", async () => {
  const { directory, files, patchbay } = await installation();
  const refused = await patchbay(files, "rotate-secret");
  expect(refused).toMatchObject({
    status: 2,
    said: expect.stringMatching(/PATCHBAY_SECRET_ALSO to the one of before/),
  });
  const keyFile = join(directory, "patchbay", "secret.key");
  const old = (await readFile(keyFile, "utf8")).trim();
  await rm(keyFile);
  const both = { ...files, PATCHBAY_SECRET_ALSO: old };
  expect(await patchbay(both, "rotate-secret")).toMatchObject({
    status: 0,
    said: expect.stringMatching(/servers +1 +0\nNothing wants the key of before/),
  });
  expect((await readFile(keyFile, "utf8")).trim()).not.toBe(old);
  expect(await patchbay(files, "servers")).toMatchObject({ status: 0, said: expect.stringMatching(/Mine/) });
  const third = { ...both, PATCHBAY_SECRET: "ab".repeat(32) };
  expect(await patchbay(third, "rotate-secret")).toMatchObject({
    status: 1,
    said: expect.stringMatching(/of a third key\nLeft as they are, since neither key fits: servers/),
  });
});
