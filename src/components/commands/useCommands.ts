import { useEffect } from "react";
import { type CommandActions, provideCommands } from "./registry";

/** Says what commands do while a component stands. `actions` must keep its identity between renderings. */
export function useCommands(actions: CommandActions): void {
  useEffect(() => provideCommands(actions), [actions]);
}
