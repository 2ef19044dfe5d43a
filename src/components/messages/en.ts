import { errors } from "./errors";
import { shell } from "./shell";

/** Every word a person reads, by area. Another language is another file of this shape. */
export const messages = { shell, errors } as const;
