import { may } from "@/store/person";
import { type CommandId, changesDocuments, commandIds } from "./commands";

/** What a command does, told by the part of the page that can do it. */
export interface CommandAction {
  /** `keys` are those that were pressed, for a command that has several. */
  run: (keys?: string) => void;
  /** Always, if it does not say. */
  isPossible?: () => boolean;
}

export type CommandActions = Partial<Record<CommandId, CommandAction>>;

const provided: CommandActions[] = [];

/** Says what commands do, from now on; the latest word on a command counts. Returns the clean-up. */
export function provideCommands(actions: CommandActions): () => void {
  provided.push(actions);
  return () => void provided.splice(provided.indexOf(actions), 1);
}

/** Undefined while nothing on the page can do it. */
export function actionOf(id: CommandId): CommandAction | undefined {
  return provided.findLast((actions) => actions[id] !== undefined)?.[id];
}

export function isPossible(id: CommandId): boolean {
  const action = actionOf(id);
  if (action === undefined || (changesDocuments(id) && !may("editor"))) return false;
  return action.isPossible?.() ?? true;
}

/** Does it, if it is possible now. */
export function runCommand(id: CommandId, keys?: string): void {
  if (isPossible(id)) actionOf(id)?.run(keys);
}

/** All that can be done now, in the order of the table. */
export function possibleCommands(): CommandId[] {
  return commandIds.filter(isPossible);
}

type AdoptFocus = (focused: Element) => void;

let adopt: AdoptFocus | undefined;

/** Says how what has the focus becomes what is selected, in a view where the two go apart. Returns the clean-up. */
export function provideFocus(next: AdoptFocus): () => void {
  adopt = next;
  return () => {
    if (adopt === next) adopt = undefined;
  };
}

/** Before keys that work on what is selected: who looks at a line means that one, not another far away. */
export function adoptFocus(focused: EventTarget | null): void {
  if (focused instanceof Element) adopt?.(focused);
}
