import { z } from "zod";
import { isAppError } from "@/types/errors";
import { own } from "@/types/own";
import type { Value } from "@/types/run";
import type { NodeKind } from "./nodeKind";
import { nameKey } from "./places";
import { itemsLeftOut, readItemError } from "./values";

/** In which a handle of the canvas can be found. */
const inputName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^"\\\r\n]*$/, "an input's name has no quotes, no backslash and no line breaks");

const schema = z.object({
  code: z.string().max(100_000),
  inputs: z
    .array(inputName)
    .min(1)
    .max(20)
    .refine((names) => new Set(names.map(nameKey)).size === names.length, "two inputs have the same name")
    .optional(),
  /** Whether a list is worked on item by item, or comes as one array. */
  list: z.enum(["each", "whole"]).default("each"),
});

type TransformData = z.infer<typeof schema>;

const standardInputs = ["value"];

/** The names of its inputs; the first is what its function gets as its value. */
export function transformInputs({ inputs }: Pick<TransformData, "inputs">): string[] {
  return inputs ?? standardInputs;
}

/** JavaScript in a sandbox, for what no other node does. An array that it gives is a list from there on. */
export const transformNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ code: "(value) => value", list: "each" }),
  ports: ({ list, ...data }) => ({
    inputs: transformInputs(data).map((name, place) => ({
      name,
      type: "any",
      ...(place === 0 ? { required: true } : {}),
      ...(list === "whole" ? { whole: true } : {}),
    })),
    outputs: [{ name: "value", type: "json", listIfArray: true }],
  }),
  problem: async ({ code }, { work }) => {
    if (code.trim() === "") return "has no code: write a function, such as (value) => value";
    try {
      await work?.checkScript(code);
    } catch (error) {
      if (!isAppError(error)) throw error;
      return `has code that cannot run (${error.message.replace(/\.$/, "")})`;
    }
  },
  execute: async ({ data, inputs, work, signal, onNotice }) => {
    const names = transformInputs(data);
    const given: Record<string, Value> = {};
    let leftOut = 0;
    for (const name of names) {
      const value = own(inputs, name);
      if (value === undefined) continue;
      const kept = Array.isArray(value) && data.list === "whole" ? withoutFailed(value) : value;
      if (Array.isArray(value) && Array.isArray(kept)) leftOut += value.length - kept.length;
      given[name] = kept;
    }
    if (leftOut > 0) onNotice(itemsLeftOut(leftOut));
    const { value, told } = await work.runScript(data.code, [given[names[0] ?? ""] ?? null, given], signal);
    for (const message of told) onNotice({ code: "code_told", message });
    return { output: { value } };
  },
};

function withoutFailed(items: Value[]): Value[] {
  return items.filter((item) => readItemError(item) === undefined);
}
