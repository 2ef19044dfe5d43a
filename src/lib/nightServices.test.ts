import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { NightShift } from "@/lib/triggers/night/nightShift";
import { addDelivery, createTriggerStates } from "@/lib/triggers/triggerState";
import { createTriggerStore } from "@/lib/triggers/triggerStore";
import { createNightQueue, createNightRoundsOfAll, type RoundsServices } from "./nightServices";

const never: Parameters<typeof createNightQueue>[0]["fireSpare"] = async () => {
  throw new Error("Nothing is to start here.");
};

async function setUp() {
  const directory = await testDirectory();
  const box = createSecretBox({ secret: new Uint8Array(randomBytes(32)), configDir: directory });
  const texts = createFileTextStore(directory);
  const triggerStore = createTriggerStore({ texts, box, now: Date.now });
  const add = async (by: string | undefined, workflowId: string) =>
    (await triggerStore.add({ kind: "spare", workflowId, enabled: true, repeat: true, ...(by && { by }) })).id;
  return { triggerStore, triggerStates: createTriggerStates(texts), texts, add };
}

it("a queue has the entries of its person, and moves no others", async () => {
  const { triggerStore, triggerStates, add } = await setUp();
  const [first, theirs, second] = [await add("p1", "w1"), await add("p2", "w2"), await add("p1", "w3")];
  await triggerStore.add({ kind: "hook", workflowId: "w1", enabled: true, by: "p1" });
  const queue = createNightQueue({ triggerStore, triggerStates, fireSpare: never }, { id: "p1" });
  expect((await queue.list()).map(({ id }) => id)).toEqual([first, second]);
  await queue.arrange([second, theirs, first]);
  expect((await queue.list()).map(({ id }) => id)).toEqual([second, first]);
  expect((await triggerStore.list()).map(({ id }) => id).slice(0, 3)).toEqual([second, theirs, first]);
});

it("leaves nothing behind of an entry that is done", async () => {
  const { triggerStore, triggerStates, texts, add } = await setUp();
  const queue = createNightQueue({ triggerStore, triggerStates, fireSpare: never }, undefined);
  const id = await add(undefined, "w1");
  const delivery = { id: "d", at: new Date().toISOString(), from: "spare", outcome: "started" } as const;
  await triggerStates.change(id, (state) => void addDelivery(state, delivery));
  expect(await texts.names()).toContain(`trigger.${id}`);
  await queue.remove(id);
  expect(await texts.names()).not.toContain(`trigger.${id}`);
});

it("what somebody took out meanwhile is gone, and nobody minds", async () => {
  const { triggerStore, triggerStates, add } = await setUp();
  const queue = createNightQueue({ triggerStore, triggerStates, fireSpare: never }, undefined);
  const id = await add(undefined, "w1");
  await queue.switchOff(id);
  expect(await queue.list()).toMatchObject([{ enabled: false }]);
  await queue.remove(id);
  await expect(queue.remove(id)).resolves.toBeUndefined();
  await expect(queue.switchOff(id)).resolves.toBeUndefined();
});

it("a round looks at everybody once, then at who has entries or a run, and one that fails holds up no other", async () => {
  const { triggerStore, add } = await setUp();
  await add("p1", "w1");
  let seen: string[] = [];
  const failed: string[] = [];
  const shift = (name: string, isOpen = false): NightShift => ({
    view: () => Promise.reject(new Error("Nobody looks.")),
    change: () => Promise.reject(new Error("Nobody changes anything.")),
    round: async () => {
      seen.push(name);
      if (name === "p1") throw new Error("It is broken.");
      return { isOpen };
    },
  });
  const persons = ["p1", "p2", "p3"].map((id) => ({ id, name: id, role: "editor" as const, disabled: false }));
  const services: RoundsServices = {
    triggerStore,
    nightShift: shift("nobody"),
    persons: async () => persons,
    of: ({ id }) => ({ nightShift: shift(id, id === "p3") }),
    failed: (_, person) => void failed.push(person ?? "nobody"),
  };
  const round = createNightRoundsOfAll(services);
  await round();
  expect([seen, failed]).toEqual([["nobody", "p1", "p2", "p3"], ["p1"]]);
  seen = [];
  await round();
  expect(seen).toEqual(["p1", "p3"]);
});
