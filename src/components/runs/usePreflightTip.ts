import { useRef, useState } from "react";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { preflightRun } from "@/store/runSession";
import type { Preflight } from "@/types/api";
import { preflightText } from "./preflightText";

/** An answer this young is not asked for again, in milliseconds. */
const FRESH_MS = 3_000;

/** What a run would cost, asked for when Run is pointed at or reached by keyboard. */
export function usePreflightTip(): { text: string | undefined; ask: () => void } {
  const { status } = useAuthStatus();
  const [answer, setAnswer] = useState<Preflight>();
  const askedAtMs = useRef(0);
  const ask = () => {
    if (Date.now() - askedAtMs.current < FRESH_MS) return;
    askedAtMs.current = Date.now();
    // Without an answer there is no hint; Run itself says what is wrong.
    preflightRun({})
      .then(setAnswer)
      .catch(() => setAnswer(undefined));
  };
  return { text: answer && preflightText(answer, status?.accounts ?? []), ask };
}
