import { workflows } from "./001-workflows";
import { kept } from "./002-kept";
import { runs } from "./003-runs";
import { people } from "./004-people";
import { processes } from "./005-processes";
import { shares } from "./006-shares";
import { turns } from "./007-turns";
import { labels } from "./008-labels";
import { letters } from "./009-letters";
import type { Migration } from "./migration";

/** In their order. */
export const migrations: readonly Migration[] = [
  workflows,
  kept,
  runs,
  people,
  processes,
  shares,
  turns,
  labels,
  letters,
];
