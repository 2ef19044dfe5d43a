import useSWR, { mutate } from "swr";
import { readSettings, saveSettings } from "@/store/endpoints";
import type { Settings } from "@/types/api";
import { SETTINGS_KEY } from "./keys";

/** Preferences kept on the server. `update` merges one level deep, shows the change at once and throws AppError. */
export function useSettings(): {
  settings: Settings | undefined;
  error: unknown;
  update: (change: Partial<Settings>) => Promise<void>;
} {
  const { data, error } = useSWR(SETTINGS_KEY, () => readSettings(), {
    revalidateIfStale: false,
    revalidateOnFocus: false,
  });
  return { settings: data, error, update: updateSettings };
}

/** The same outside of a component. @throws AppError */
export async function updateSettings(change: Partial<Settings>): Promise<void> {
  // Another browser may have written in the meantime: only our own fields are put over what is there.
  const after = { ...(await readSettings()), ...change };
  await mutate(SETTINGS_KEY, saveSettings(after), { optimisticData: after, revalidate: false, rollbackOnError: true });
}
