import { useSyncExternalStore } from "react";

const subscribe = () => () => undefined;

/** How the platform writes its modifier: `⌘` on a Mac, else `Ctrl `. The server draws the latter. */
export function useModKey(): string {
  return useSyncExternalStore(
    subscribe,
    () => (/mac|iphone|ipad/i.test(navigator.platform) ? "⌘" : "Ctrl "),
    () => "Ctrl ",
  );
}
