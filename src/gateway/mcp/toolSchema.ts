import { z } from "zod";

/** Marks a part of a schema that is told in words alone: whoever reads all tools pays for each line. */
export const inWords = (description: string) => ({ description, inWords: true });

/** A schema as tools have it: what an argument may be, short, and in words that every client takes. */
export function toToolSchema(schema: z.ZodType): Record<string, unknown> & { type: "object" } {
  const { $schema: _, ...told } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", override });
  return { ...told, type: "object" };
}

function override({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void {
  const { inWords: isInWords, description, additionalProperties, maximum } = jsonSchema;
  if (isInWords === true) {
    for (const keyword of Object.keys(jsonSchema)) delete jsonSchema[keyword];
    Object.assign(jsonSchema, { type: "object", description, additionalProperties: true });
  }
  // Some clients refuse a schema that says nothing, and these two say nothing either.
  if (isEmpty(additionalProperties)) jsonSchema.additionalProperties = true;
  if (maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  delete jsonSchema.propertyNames;
}

function isEmpty(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && Object.keys(schema).length === 0;
}
