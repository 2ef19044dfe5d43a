import { shownKeys } from "./chord";
import { type CommandId, specOf } from "./commands";
import { useIsMac } from "./platform";

/** The keys of a command for a hint, as this computer writes them; undefined if it has none. */
export function useKeysOf(id: CommandId): string | undefined {
  const isMac = useIsMac();
  const [chord] = specOf(id).keys ?? [];
  return chord === undefined ? undefined : shownKeys(chord, isMac);
}
