import { expect, it } from "vitest";
import { sealedTextsContract } from "@/lib/storage/contract/sealedTextsContract";
import { sessionStoreContract } from "@/lib/storage/contract/sessionStoreContract";
import { settingsStoreContract } from "@/lib/storage/contract/settingsStoreContract";
import { textStoreContract } from "@/lib/storage/contract/textStoreContract";
import { toolServerStoreContract } from "@/lib/storage/contract/toolServerStoreContract";
import { triggerStoreContract } from "@/lib/storage/contract/triggerStoreContract";
import type { Database } from "./database";
import { createPostgresLocks } from "./postgresLocks";
import { createPostgresTextStore } from "./postgresTextStore";
import { cutLockSessions, testDatabase } from "./testDatabase";

const storeOn = (database: Database) => createPostgresTextStore(database, createPostgresLocks(database));

textStoreContract("PostgreSQL", async () => {
  const database = await testDatabase();
  return { store: storeOn(database), other: storeOn(database) };
});

settingsStoreContract("PostgreSQL", async () => storeOn(await testDatabase()));
sessionStoreContract("PostgreSQL", async () => storeOn(await testDatabase()));
sealedTextsContract("PostgreSQL", async () => storeOn(await testDatabase()));
triggerStoreContract("PostgreSQL", async () => storeOn(await testDatabase()));
toolServerStoreContract("PostgreSQL", async () => storeOn(await testDatabase()));

it("keeps what is moved or copied aside as it was", async () => {
  const database = await testDatabase();
  const text = storeOn(database).text("keys");
  await text.write("copied", undefined);
  await text.copyAside("other-key");
  await text.write("moved", (await text.read())?.version);
  await text.moveAside("damaged", (await text.read())?.version ?? "");
  expect(await database.query("SELECT content FROM texts_aside ORDER BY content")).toEqual([
    { content: "copied" },
    { content: "moved" },
  ]);
});

it("lets nobody who has lost the lock write over what the next one wrote", async () => {
  const database = await testDatabase();
  const [store, next] = [storeOn(database), storeOn(database)];
  const write = (on: typeof store, content: string, meanwhile = async () => {}) =>
    on.lock("keys").run(async () => {
      const text = on.text("keys");
      const before = await text.read();
      await meanwhile();
      await text.write(content, before?.version);
    });
  await write(store, "first");
  const late = write(store, "late", async () => {
    await cutLockSessions(database);
    await write(next, "of the next one");
  });
  await expect(late).rejects.toMatchObject({ facts: { reason: "changed_meanwhile" } });
  expect((await store.text("keys").read())?.text).toBe("of the next one");
});

it("gives no older text to who asked after it was changed, however late another answer comes", async () => {
  const database = await testDatabase();
  const held: (() => void)[] = [];
  let isSlow = false;
  const slow: Database = {
    ...database,
    query: async <R extends object>(text: string, values?: readonly unknown[]) => {
      const wait = isSlow;
      const rows = await database.query<R>(text, values);
      if (wait) await new Promise<void>((resolve) => held.push(resolve));
      return rows;
    },
  };
  const [text, other] = [storeOn(slow).text("keys"), storeOn(database).text("keys")];
  const readSlowly = () => {
    isSlow = true;
    const reading = text.read();
    isSlow = false;
    return reading;
  };
  await other.write("old", undefined);
  const late = readSlowly();
  await expect.poll(() => held.length).toBe(1);
  await other.write("new", (await other.read())?.version);
  expect((await text.read())?.text).toBe("new");
  const unchanged = readSlowly();
  await expect.poll(() => held.length).toBe(2);
  held[0]?.();
  expect((await late)?.text).toBe("old");
  held[1]?.();
  expect((await unchanged)?.text).toBe("new");
});

it("asks for no text that it knows already", async () => {
  const database = await testDatabase();
  const answers: object[] = [];
  const counting: Database = {
    ...database,
    query: async <R extends object>(text: string, values?: readonly unknown[]) => {
      const rows = await database.query<R>(text, values);
      answers.push(...rows);
      return rows;
    },
  };
  const text = storeOn(counting).text("settings");
  await text.write("words", undefined);
  answers.length = 0;
  expect(await text.read()).toEqual(await text.read());
  expect(answers).toMatchObject([{ content: "words" }, { content: null }]);
});
