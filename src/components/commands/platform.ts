import { useSyncExternalStore } from "react";

export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}

const subscribe = () => () => undefined;

/** Whether keys are written and pressed as on a Mac. The server draws the others. */
export function useIsMac(): boolean {
  return useSyncExternalStore(subscribe, isMac, () => false);
}
