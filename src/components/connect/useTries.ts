import { useRef, useState } from "react";
import type { AccountRoute, AuthStatus } from "@/types/providers";

export type Way = AccountRoute | "device";

/** How often each way has been begun, and which failures belong to earlier tries. */
export function useTries(status: AuthStatus | undefined) {
  const [tries, setTries] = useState(() => toTries(Date.now()));
  const ignored = useRef<ReadonlySet<string>>(undefined);
  const failedNow = () => new Set(status?.pending.filter((row) => row.status === "failed").map(({ state }) => state));
  if (ignored.current === undefined && status !== undefined) ignored.current = failedNow();
  const again = (change: (tries: Record<Way, number>) => Record<Way, number>) => {
    ignored.current = failedNow();
    setTries(change);
  };
  return {
    tries,
    ignored: ignored.current ?? new Set<string>(),
    restart: (way: Way) => again((old) => ({ ...old, [way]: Date.now() })),
    restartAll: () => again(() => toTries(Date.now())),
  };
}

const toTries = (at: number): Record<Way, number> => ({ siwc: at, codex: at, device: at });
