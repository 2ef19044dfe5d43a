import useSWR from "swr";
import { toShownError } from "@/components/ErrorNote";
import { toast } from "@/components/ui/toast";
import { changeNightShift, NIGHT_SHIFT_PATH, readNightShift } from "@/store/nightShift";
import type { ChangeNightShift, NightShift } from "@/types/nightShift";

const REFRESH_MS = 30_000;

/** While somebody looks at it. What goes wrong with a change is told in a toast. */
export function useNightShift(): {
  night: NightShift | undefined;
  error: unknown;
  change: (change: ChangeNightShift) => Promise<void>;
  /** Does something to an entry, and asks anew what will happen; false if it went wrong. */
  edit: (work: () => Promise<unknown>) => Promise<boolean>;
} {
  const { data, error, mutate } = useSWR(NIGHT_SHIFT_PATH, readInOwnZone, {
    refreshInterval: REFRESH_MS,
    shouldRetryOnError: false,
  });
  const attempt = async (work: () => Promise<NightShift>): Promise<boolean> => {
    try {
      await mutate(work(), { revalidate: false });
      return true;
    } catch (failure) {
      toast.error(toShownError(failure).message);
      return false;
    }
  };
  return {
    night: data,
    error,
    change: async (change) => void (await attempt(() => changeNightShift(change))),
    edit: (work) => attempt(async () => work().then(readNightShift)),
  };
}

/** Nights are those of whoever opens it first, until somebody says otherwise. */
async function readInOwnZone(): Promise<NightShift> {
  const night = await readNightShift();
  if (!night.isNew) return night;
  return changeNightShift({ timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
}
