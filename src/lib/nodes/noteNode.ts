import { z } from "zod";
import type { NodeKind } from "./nodeKind";

const schema = z.object({ text: z.string().max(1_000_000) });

/** Words for people; nothing runs. */
export const noteNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ text: "" }),
  ports: () => ({ inputs: [], outputs: [] }),
};
