import { personTexts } from "@/lib/people/personTexts";
import { createNightShift, type NightShift } from "@/lib/triggers/night/nightShift";
import type { NightQueue } from "@/lib/triggers/night/ports";
import { isAppError } from "@/types/errors";
import type { Person } from "@/types/people";
import type { Foundation } from "./foundation";
import type { Services } from "./services";
import type { TriggerServices } from "./triggerServices";

type Parts = Pick<Services, "auth" | "limits" | "accountUsage" | "workflows" | "runs"> & QueueParts;
type QueueParts = Pick<Services, "triggerStore" | "triggerStates"> & Pick<TriggerServices, "fireSpare">;

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
  { triggerStore, triggerStates, fireSpare }: QueueParts,
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
    remove: async (id) => {
      await unlessGone(triggerStore.remove(id));
      await triggerStates.remove(id);
    },
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

/** What a round for everybody works with. */
export interface RoundsServices {
  triggerStore: Pick<Services["triggerStore"], "list">;
  /** Of nobody by name. */
  nightShift: NightShift;
  /** Everybody who may use this Patchbay. */
  persons(): Promise<Person[]>;
  of(person: Person): { nightShift: NightShift };
  /** A round that went wrong; of nobody by name without a person. */
  failed(error: unknown, person: string | undefined): void;
}

/**
 * One round of everybody's night shift. Only whoever has entries, or a run that is not at its end, is looked at, and
 * everybody in the first round after a start. What goes wrong for one holds up no other.
 */
export function createNightRoundsOfAll(services: RoundsServices): () => Promise<void> {
  const { triggerStore, nightShift, persons, of, failed } = services;
  let busy: Set<string | undefined> | undefined;
  return async () => {
    const entries = (await triggerStore.list()).filter(({ kind }) => kind === "spare");
    const wanted = new Set([...entries.map(({ by }) => by), ...(busy ?? [])]);
    const all: { id: string | undefined; round: NightShift["round"] }[] = [
      { id: undefined, round: nightShift.round },
      ...(await persons()).map((person) => ({ id: person.id, round: () => of(person).nightShift.round() })),
    ];
    const still = new Set<string | undefined>();
    for (const { id, round } of all.filter((one) => busy === undefined || wanted.has(one.id))) {
      try {
        if ((await round()).isOpen) still.add(id);
      } catch (error) {
        failed(error, id);
        still.add(id);
      }
    }
    busy = still;
  };
}

/** Of these services. */
export function nightRoundsOf({ triggerStore, nightShift, people, of, log }: Services): () => Promise<void> {
  return createNightRoundsOfAll({
    ...{ triggerStore, nightShift, of },
    persons: async () => (await people?.persons.list())?.filter(({ disabled }) => !disabled) ?? [],
    failed: (error, person) =>
      log.error("A night shift could not be looked at.", error, person === undefined ? {} : { person }),
  });
}
