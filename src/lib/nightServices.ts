import { personTexts } from "@/lib/people/personTexts";
import { createNightShift, type NightShift } from "@/lib/triggers/night/nightShift";
import type { NightQueue } from "@/lib/triggers/night/ports";
import { isAppError } from "@/types/errors";
import type { Person } from "@/types/people";
import type { Foundation } from "./foundation";
import type { Services } from "./services";
import type { TriggerServices } from "./triggerServices";

type Parts = Pick<Services, "auth" | "limits" | "accountUsage" | "workflows" | "runs"> & QueueParts;
type QueueParts = Pick<Services, "triggerStore"> & Pick<TriggerServices, "fireSpare">;

/** The night shift of one person, with their accounts and their entries; of nobody by name where people have none. */
export function createNightShiftOf(
  { storage }: Pick<Foundation, "storage">,
  { auth, limits, accountUsage, workflows, runs, ...triggers }: Parts,
  person?: Person,
): NightShift {
  const texts = person === undefined ? storage.texts : personTexts(storage.texts, person.id);
  return createNightShift(texts, {
    queue: createNightQueue(triggers, person),
    runs,
    workflows,
    accounts: async () => limits.withUsage(await auth.status()).accounts,
    readUsage: accountUsage.read,
    now: Date.now,
  });
}

export function createNightQueue(
  { triggerStore, fireSpare }: QueueParts,
  person: Pick<Person, "id"> | undefined,
): NightQueue {
  const list = async () =>
    (await triggerStore.list()).filter((trigger) => trigger.kind === "spare").filter(({ by }) => by === person?.id);
  return {
    list,
    arrange: async (ids) => {
      const own = new Set((await list()).map(({ id }) => id));
      await triggerStore.arrange(ids.filter((id) => own.has(id)));
    },
    switchOff: (id) =>
      unlessGone(
        triggerStore.change(id, (trigger) => {
          trigger.enabled = false;
        }),
      ),
    remove: (id) => unlessGone(triggerStore.remove(id)),
    fire: async (entry, account) => (await fireSpare(entry, account)).delivery,
  };
}

async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isAppError(error) || error.code !== "not_found") throw error;
  }
}

/**
 * One round of everybody's night shift. Only whoever has entries, or a run that is not at its end, is looked at, and
 * everybody in the first round after a start.
 */
export function createNightRoundsOfAll({ people, triggerStore, of, nightShift, log }: Services): () => Promise<void> {
  let busy: Set<string | undefined> | undefined;
  return async () => {
    const entries = (await triggerStore.list()).filter(({ kind }) => kind === "spare");
    const wanted = new Set([...entries.map(({ by }) => by), ...(busy ?? [])]);
    const persons = (await people?.persons.list())?.filter(({ disabled }) => !disabled) ?? [];
    const all = [
      { id: undefined, round: nightShift.round },
      ...persons.map((person) => ({ id: person.id, round: () => of(person).nightShift.round() })),
    ];
    const still = new Set<string | undefined>();
    for (const { id, round } of all.filter((one) => busy === undefined || wanted.has(one.id))) {
      try {
        if ((await round()).isOpen) still.add(id);
      } catch (error) {
        // What goes wrong for one holds up no other.
        log.error("A night shift could not be looked at.", error, id === undefined ? {} : { person: id });
        still.add(id);
      }
    }
    busy = still;
  };
}
