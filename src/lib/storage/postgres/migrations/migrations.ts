import { workflows } from "./001-workflows";
import type { Migration } from "./migration";

/** In their order. */
export const migrations: readonly Migration[] = [workflows];
