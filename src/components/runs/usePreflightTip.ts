import { useRef, useState } from "react";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { preflightRun } from "@/store/runSession";
import type { AccountView } from "@/types/providers";

/** An answer this young is not asked for again, in milliseconds. */
const FRESH_MS = 3_000;

/** What a run would cost, asked for when Run is pointed at or reached by keyboard. */
export function usePreflightTip(): { text: string | undefined; ask: () => void } {
  const { status } = useAuthStatus();
  const [answer, setAnswer] = useState<{ tell: (accounts: readonly AccountView[]) => string }>();
  const askedAtMs = useRef(0);
  const ask = () => {
    if (Date.now() - askedAtMs.current < FRESH_MS) return;
    askedAtMs.current = Date.now();
    // Its words know all kinds of nodes, which the first page does without. Without an answer there is no hint; Run
    // itself says what is wrong.
    Promise.all([preflightRun({}), import("./preflightText")])
      .then(([preflight, { preflightText }]) => setAnswer({ tell: (accounts) => preflightText(preflight, accounts) }))
      .catch(() => setAnswer(undefined));
  };
  return { text: answer?.tell(status?.accounts ?? []), ask };
}
