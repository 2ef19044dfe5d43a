import { isDeepStrictEqual } from "node:util";
import type { SettingsStore } from "@/lib/storage/ports";
import type { Settings } from "@/types/api";
import { AppError } from "@/types/errors";
import { type Person, reaches } from "@/types/people";

/**
 * Settings as one person has them: what the screen remembers is their own; how long runs and results are kept is the
 * workspace's, which an admin changes (`not_allowed` to others).
 */
export function createPersonalSettings(own: SettingsStore, workspace: SettingsStore, person: Person): SettingsStore {
  return {
    read: async () => withKeeping(await own.read(), await workspace.read()),
    write: async (settings) => {
      const shared = await workspace.read();
      if (!isDeepStrictEqual(keepingOf(settings), keepingOf(shared))) {
        if (!reaches(person.role, "admin"))
          throw new AppError("not_allowed", "An admin sets how long things are kept.");
        await workspace.write(withKeeping(shared, settings));
      }
      return withKeeping(await own.write(withKeeping(settings, {})), settings);
    },
  };
}

type Keeping = Pick<Settings, "cache" | "runs">;

function keepingOf({ cache, runs }: Keeping) {
  return { ...cache, keepDays: runs?.keepDays };
}

/** Settings with what another has of how long things are kept. */
function withKeeping({ cache: _, runs, ...rest }: Settings, { cache, runs: { keepDays } = {} }: Keeping): Settings {
  const { keepDays: __, ...asked } = runs ?? {};
  const merged = { ...asked, ...(keepDays === undefined ? {} : { keepDays }) };
  return {
    ...rest,
    ...(cache === undefined ? {} : { cache }),
    ...(Object.keys(merged).length === 0 ? {} : { runs: merged }),
  };
}
