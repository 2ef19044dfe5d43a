import { expect, it } from "vitest";
import type { Presence } from "@/types/people";
import { createPostgresPersons } from "./postgresPersons";
import { createPostgresPresence } from "./postgresPresence";
import { testDatabase } from "./testDatabase";

async function openPresence() {
  const database = await testDatabase();
  const people = createPostgresPersons(database);
  const add = async (name: string) =>
    (await people.add({ name, role: "editor", email: null, passwordHash: "hash", issuer: null, subject: null })).id;
  const [ada, bob, cyd] = [await add("ada"), await add("bob"), await add("cyd")];
  const silent = (page: string, seconds: number) =>
    database.query("UPDATE presence SET seen_at = now() - $2 * interval '1 s' WHERE page = $1", [page, seconds]);
  return { database, people, presence: createPostgresPresence(database), silent, ada, bob, cyd };
}

const namesOf = ({ people }: Presence) => people.map(({ name }) => name);

it("tells who else has a workflow open: each once, whoever came first at the top, and nobody themselves", async () => {
  const { presence, ada, bob, cyd } = await openPresence();
  const first = await presence.note({ workflowId: "w", page: "a1", person: ada });
  expect(first).toEqual({ people: [] });
  await presence.note({ workflowId: "w", page: "b1", person: bob });
  await presence.note({ workflowId: "w", page: "b2", person: bob });
  await presence.note({ workflowId: "other", page: "c1", person: cyd });
  expect(namesOf(await presence.note({ workflowId: "w", page: "a2", person: ada }))).toEqual(["bob"]);
  const seen = await presence.note({ workflowId: "w", page: "c2", person: cyd });
  expect(seen.people).toEqual([
    { id: ada, name: "ada", since: expect.stringMatching(/Z$/) },
    { id: bob, name: "bob", since: expect.any(String) },
  ]);
});

it("forgets a page that has been silent for 45 seconds, and one that was closed by its own person", async () => {
  const { database, presence, silent, ada, bob, cyd } = await openPresence();
  const look = async () => namesOf(await presence.note({ workflowId: "w", page: "a1", person: ada }));
  await presence.note({ workflowId: "w", page: "b1", person: bob });
  await presence.note({ workflowId: "w", page: "c1", person: cyd });
  await silent("b1", 44);
  expect(await look()).toEqual(["bob", "cyd"]);
  await silent("b1", 46);
  expect(await look()).toEqual(["cyd"]);
  await presence.leave({ page: "c1", person: bob });
  expect(await look()).toEqual(["cyd"]);
  await presence.leave({ page: "c1", person: cyd });
  expect(await look()).toEqual([]);
  expect(await database.query("SELECT page FROM presence")).toEqual([{ page: "a1" }]);
});

it("lets a page that was silent come back, move to another workflow, and be somebody else's", async () => {
  const { database, presence, silent, ada, bob } = await openPresence();
  const sinceOf = async () => (await database.query<{ since: Date }>("SELECT since FROM presence"))[0]?.since.getTime();
  await presence.note({ workflowId: "w", page: "a1", person: ada });
  await database.query("UPDATE presence SET since = now() - interval '1 hour'");
  const began = await sinceOf();
  await presence.note({ workflowId: "w", page: "a1", person: ada });
  expect(await sinceOf()).toBe(began);
  await silent("a1", 600);
  await presence.note({ workflowId: "w", page: "a1", person: ada });
  expect(await sinceOf()).toBeGreaterThan(began ?? 0);
  await presence.note({ workflowId: "v", page: "a1", person: ada });
  expect(namesOf(await presence.note({ workflowId: "w", page: "b1", person: bob }))).toEqual([]);
  await presence.note({ workflowId: "v", page: "a1", person: bob });
  expect(await database.query("SELECT person FROM presence WHERE page = 'a1'")).toEqual([{ person: bob }]);
});

it("does not show who was switched off", async () => {
  const { people, presence, ada, bob } = await openPresence();
  await presence.note({ workflowId: "w", page: "b1", person: bob });
  await people.change(bob, { disabled: true });
  expect(await presence.note({ workflowId: "w", page: "a1", person: ada })).toEqual({ people: [] });
});

it("lets many pages tell at once", async () => {
  const { presence, silent, ada, bob } = await openPresence();
  const pages = Array.from({ length: 20 }, (_, index) => `p${index}`);
  for (let round = 0; round < 3; round++) {
    await Promise.all(pages.map((page) => silent(page, 60)));
    await Promise.all(
      pages.map((page, index) => presence.note({ workflowId: "w", page, person: index % 2 === 0 ? ada : bob })),
    );
  }
  expect(namesOf(await presence.note({ workflowId: "w", page: "p0", person: ada }))).toEqual(["bob"]);
});
