import { commands } from "./commands";
import { errors } from "./errors";
import { shell } from "./shell";
import { start } from "./start";

/** Words that are needed all over the page. All other areas are loaded with what shows them. */
export const messages = { shell, commands, start, errors } as const;
