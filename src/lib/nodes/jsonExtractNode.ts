import { z } from "zod";
import { AppError } from "@/types/errors";
import { atPointer, parsePointer } from "./jsonPointer";
import type { NodeKind } from "./nodeKind";

const schema = z.object({ path: z.string().max(1000) });

/** One part of a JSON value, named by a JSON Pointer (RFC 6901). An array that it finds is a list from there on. */
export const jsonExtractNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ path: "" }),
  ports: () => ({
    inputs: [{ name: "json", type: "json", required: true }],
    outputs: [{ name: "value", type: "json", listIfArray: true }],
  }),
  problem: ({ path }) =>
    parsePointer(path) === undefined ? `has a path that is no JSON Pointer (like /items/0/name): ${path}` : undefined,
  execute: async ({ data: { path }, inputs }) => {
    const value = atPointer(inputs.json ?? null, parsePointer(path) ?? []);
    if (value === undefined)
      throw new AppError("invalid_request", `There is nothing at ${path} in the JSON.`, { path });
    return { output: { value } };
  },
};
