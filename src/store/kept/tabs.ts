import { newId } from "@/store/ids";

export interface Tabs {
  /** Of this page; another after a reload. */
  own: string;
  /** Those that are open now; undefined where the browser does not tell. */
  living(): Promise<ReadonlySet<string> | undefined>;
}

const PREFIX = "patchbay-tab-";

/** Tells which tabs are open by a lock that each holds as long as it is. */
export function browserTabs(): Tabs {
  const own = newId("tab");
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  // Held for good: the promise inside never settles.
  locks?.request(`${PREFIX}${own}`, () => new Promise(() => undefined)).catch(() => undefined);
  return {
    own,
    living: async () => {
      if (locks === undefined) return undefined;
      const { held = [] } = await locks.query();
      return new Set(held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])));
    },
  };
}
