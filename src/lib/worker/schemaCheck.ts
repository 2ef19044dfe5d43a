import { type AppError, isAppError } from "@/types/errors";
import type { Workers } from "./workers";

/** Checks JSON against schemas of other people, whose work nobody can tell beforehand: bounded in time and memory. */
export interface SchemaCheck {
  /** Tries a schema before anything is paid. @throws AppError `invalid_request` unusable, `too_large` too much work */
  prepare(schema: Record<string, unknown>): Promise<void>;
  /** The first fault of a value, in words that begin with its place; undefined when it fits. @throws as `prepare` */
  faultOf(schema: Record<string, unknown>, value: unknown): Promise<string | undefined>;
}

const tooMuch = "The JSON schema takes too much work to check an answer against it. Use a simpler one.";
/** Schemas that were tried: a thousand items have one. */
const MAX_KNOWN = 100;

/** `timeoutMs` is for one value. */
export function createSchemaCheck(workers: Workers, timeoutMs = 5000): SchemaCheck {
  // A schema that was too much for one answer is refused before the next one is paid for.
  const known = new Map<string, AppError | undefined>();
  const remember = (key: string, fault: AppError | undefined) => {
    known.delete(key);
    known.set(key, fault);
    const [oldest] = known.keys();
    if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
  };
  const check = async (schema: Record<string, unknown>, input: { value?: unknown }) => {
    const key = JSON.stringify(schema);
    try {
      const fault = await workers.one("schemaFault", { schema, ...input }, { timeoutMs, tooMuch });
      if (!known.has(key)) remember(key, undefined);
      return fault;
    } catch (error) {
      if (isAppError(error)) remember(key, error);
      throw error;
    }
  };
  return {
    prepare: async (schema) => {
      const key = JSON.stringify(schema);
      if (!known.has(key)) return void (await check(schema, {}));
      const fault = known.get(key);
      if (fault !== undefined) throw fault;
    },
    faultOf: (schema, value) => check(schema, { value }),
  };
}
