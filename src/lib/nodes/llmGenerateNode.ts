import { answerSettings, generateInputs, generateOutputs, generateSchema } from "./generate";
import { mapSettingsSchema } from "./mapSettings";
import type { NodeKind } from "./nodeKind";

const schema = generateSchema.extend(mapSettingsSchema.shape);

/** One model call: prompt, system and images in, the answer out, streamed on the way. */
export const llmGenerateNode: NodeKind<typeof schema> = {
  version: 1,
  purpose:
    "One call of a language model. The prompt must be wired in; system is a setting. jsonSchema makes it answer in JSON, webSearch lets it search the web and adds the output sources. Its answer leaves at text, and with a jsonSchema also parsed at json.",
  schema,
  defaults: () => ({ provider: "openai-auth", model: "" }),
  ports: (data) => ({ inputs: generateInputs, outputs: generateOutputs(data) }),
  callsModels: true,
  resultSettings: ({ maxParallel: _, ...settings }) => answerSettings(settings),
  problem: async (data) => {
    if (data.model === "") return "has no model: choose one";
    return (await import("./generateAnswer")).schemaFaultOf(data);
  },
  execute: async (context) => {
    const { cross: _, maxParallel: __, ...data } = context.data;
    const { generate } = await import("./generateAnswer");
    const { answer, ...spent } = await generate(context, data);
    return { output: answer, ...spent };
  },
};
