import { createTriggerStates } from "@/lib/triggers/triggerState";
import { createTriggerStore } from "@/lib/triggers/triggerStore";
import { createTriggers, type Triggers } from "@/lib/triggers/triggers";
import type { Person } from "@/types/people";
import type { Foundation } from "./foundation";
import type { Services } from "./services";

/** What starts runs without a person at the screen. */
export interface TriggerServices extends Pick<Services, "triggerStore" | "triggerStates"> {
  /** As one person may see and change them. */
  triggersOf(person?: Person): Triggers;
}

export function createTriggerServices({ storage, box }: Foundation): TriggerServices {
  const now = Date.now;
  const store = createTriggerStore({ texts: storage.texts, box, now });
  const states = createTriggerStates(storage.texts);
  const requireWorkflow = (id: string) => storage.workflows.read(id);
  return {
    triggerStore: store,
    triggerStates: states,
    triggersOf: (person) => createTriggers({ store, states, requireWorkflow, person, now }),
  };
}
