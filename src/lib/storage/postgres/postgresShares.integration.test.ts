import { expect, it } from "vitest";
import { createPostgresShares } from "./postgresShares";
import { testDatabase } from "./testDatabase";

it("keeps what is said of a key, and changes only what is named", async () => {
  const shares = createPostgresShares(await testDatabase());
  expect(await shares.read("openai")).toBeUndefined();
  expect(await shares.change("openai", { sharedWith: ["p1"] })).toEqual({ sharedWith: ["p1"], share: null });
  await shares.change("openai", { share: { callsPerDay: 5 } });
  expect(await shares.read("openai")).toEqual({ sharedWith: ["p1"], share: { callsPerDay: 5 } });
  await shares.change("openai", { sharedWith: "admins", share: null });
  expect(await shares.read("openai")).toEqual({ sharedWith: "admins", share: null });
  await shares.remove("openai");
  expect(await shares.read("openai")).toBeUndefined();
});

it("keeps both of two changes that are made at once", async () => {
  const database = await testDatabase();
  for (let round = 0; round < 10; round++) {
    const [here, there] = [createPostgresShares(database), createPostgresShares(database)];
    const key = `key ${round}`;
    await Promise.all([here.change(key, { sharedWith: ["p1"] }), there.change(key, { share: { callsPerDay: 5 } })]);
    expect(await here.read(key)).toEqual({ sharedWith: ["p1"], share: { callsPerDay: 5 } });
  }
});

it("lets through no more calls than a share has, however many come at once, each day anew", async () => {
  const database = await testDatabase();
  const [here, there] = [createPostgresShares(database), createPostgresShares(database)];
  const use = (person: string, key = "openai") =>
    Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? here : there).use({ key, person, callsPerDay: 7 })),
    );
  const passed = (let_: boolean[]) => let_.filter(Boolean).length;
  expect(passed(await use("p1"))).toBe(7);
  expect(passed(await use("p2"))).toBe(7);
  expect(passed(await use("p1", "server a"))).toBe(7);
  expect(passed(await use("p1"))).toBe(0);
  await database.query("UPDATE key_uses SET day = day - 1");
  expect(passed(await use("p1"))).toBe(7);
  await here.sweep();
  expect(await database.query("SELECT person, calls FROM key_uses")).toEqual([{ person: "p1", calls: 7 }]);
});
