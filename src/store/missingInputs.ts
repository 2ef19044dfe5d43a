import { z } from "zod";
import type { MissingInput } from "@/lib/nodes/nodeKind";
import type { ErrorBody } from "@/types/errors";

/** What a node lacks and a run could be given. */
export interface AskedInput {
  node: string;
  missing: MissingInput;
}

const faultSchema = z.object({
  node: z.string(),
  missing: z.union([
    z.object({ kind: z.literal("places"), names: z.array(z.string()) }),
    z.object({ kind: z.enum(["file", "image", "list"]) }),
  ]),
});

/** What a refused run lacks, where values given with it would mend all that it was refused for; else undefined. */
export function missingInputs({ code, details }: ErrorBody): AskedInput[] | undefined {
  if (code !== "invalid_workflow") return undefined;
  const faults = z.array(faultSchema).min(1).safeParse(details?.faults);
  return faults.data;
}
