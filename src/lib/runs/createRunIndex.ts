import type { RunListing } from "@/lib/storage/ports";
import { createDigestRunIndex } from "./digestRunIndex";
import { createRowRunIndex } from "./rowRunIndex";
import type { RunIndex, RunIndexParts } from "./runIndex";

/** Lists of runs, made in the way of where runs are kept. */
export function createRunIndex({ listing, ...parts }: RunIndexParts & { listing: RunListing }): RunIndex {
  return listing.kind === "rows"
    ? createRowRunIndex({ ...parts, rows: listing.rows })
    : createDigestRunIndex({ ...parts, digests: listing.digests });
}
