import { useSyncExternalStore } from "react";
import { runStore } from "@/store/useRun";

const TICK_MS = 1000;
/** So much sooner the clock goes on when news of a run draw the page anyway: one drawing less each second. */
const EARLY_MS = 200;

// One clock for all who look at it, so that all of them render together.
const listeners = new Set<() => void>();
let end: (() => void) | undefined;
let nowMs = 0;

function start(): () => void {
  nowMs = Date.now();
  let timer = setTimeout(tick, TICK_MS);
  const endNews = runStore.subscribe(() => {
    if (Date.now() - nowMs >= TICK_MS - EARLY_MS) tick();
  });
  function tick(): void {
    clearTimeout(timer);
    timer = setTimeout(tick, TICK_MS);
    tell();
  }
  return () => {
    clearTimeout(timer);
    endNews();
  };
}

function tell(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  end ??= start();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    end?.();
    end = undefined;
  };
}

/** The present time in milliseconds since 1970, about once a second. */
export function useNowMs(): number {
  return useSyncExternalStore(subscribe, () => nowMs);
}
