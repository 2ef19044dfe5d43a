import { arrange } from "./arrange";
import { drafts } from "./drafts";
import { messages } from "./en";
import { find } from "./find";
import { grouping } from "./grouping";
import { kinds } from "./kinds";
import { reader } from "./reader";
import { table } from "./table";
import { templates } from "./templates";
import { versions } from "./versions";

/** Every word a person reads, also the areas that are loaded with what shows them. Only translations want it whole. */
export const allMessages = {
  ...messages,
  arrange,
  drafts,
  find,
  grouping,
  kinds,
  reader,
  table,
  templates,
  versions,
} as const;
