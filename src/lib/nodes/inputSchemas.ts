import type { Value } from "@/types/run";
import type { NamedInput, NamedOutput } from "./namedInputs";

/** A JSON schema of an object, as tools of agents have them. */
export interface ObjectSchema {
  [keyword: string]: unknown;
  type: "object";
  properties: Record<string, Record<string, Value>>;
  required: string[];
}

/** What `readInputs` takes for these inputs, as JSON schema. */
export function inputsJsonSchema(inputs: readonly NamedInput[]): ObjectSchema {
  return {
    type: "object",
    properties: Object.fromEntries(inputs.map((input) => [input.name, inputSchema(input)])),
    required: inputs.filter((input) => input.required && input.default === undefined).map(({ name }) => name),
    additionalProperties: false,
  };
}

/**
 * The outputs of a run as JSON schema. None is required, since one on a dead branch gives nothing; and any may hold
 * anything, since how an output is shown does not bind what arrives there, and a list in the workflow makes lists.
 */
export function outputsJsonSchema(outputs: readonly NamedOutput[]): ObjectSchema {
  return {
    type: "object",
    properties: Object.fromEntries(outputs.map(({ name, format }) => [name, { description: formats[format] ?? name }])),
    required: [],
  };
}

const formats: Readonly<Record<string, string>> = {
  auto: "Text, JSON, or a reference to a file or picture",
  markdown: "Text in Markdown",
  json: "JSON",
  text: "Text",
  image: "A reference to a picture",
};

function inputSchema({ kind, title, hint, options = [], default: standing }: NamedInput): Record<string, Value> {
  return {
    title,
    ...(hint === undefined ? {} : { description: hint }),
    ...kindSchema(kind, options),
    ...(standing === undefined ? {} : { default: standing }),
  };
}

function kindSchema(kind: NamedInput["kind"], options: string[]): Record<string, Value> {
  switch (kind) {
    case "number":
      return { type: "number" };
    case "choice":
      return { type: "string", enum: options };
    case "picture":
      return { anyOf: [{ type: "string", pattern: "^data:image/" }, assetSchema] };
    case "file":
      return { anyOf: [{ type: "string" }, assetSchema, { type: "array" }] };
    case "table":
      return { anyOf: [{ type: "string" }, { type: "array" }] };
    default:
      return { type: "string" };
  }
}

const assetSchema: Value = {
  type: "object",
  description: "A file that was uploaded",
  properties: { asset: { type: "string" }, mime: { type: "string" }, bytes: { type: "number" } },
  required: ["asset", "mime", "bytes"],
};
