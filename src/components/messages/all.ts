import { arrange } from "./arrange";
import { messages } from "./en";
import { kinds } from "./kinds";
import { reader } from "./reader";
import { table } from "./table";

/** Every word a person reads, also the areas that are loaded with what shows them. Only translations want it whole. */
export const allMessages = { ...messages, arrange, kinds, reader, table } as const;
