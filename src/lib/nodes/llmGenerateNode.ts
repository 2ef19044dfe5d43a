import { answerSettings, generateInputs, generateOutputs, generateSchema } from "./generate";
import { mapSettingsSchema } from "./mapSettings";
import type { NodeKind } from "./nodeKind";
import { toolFaultOf, toolSettingsSchema, usesTools } from "./toolSettings";

const schema = generateSchema.extend({ ...mapSettingsSchema.shape, ...toolSettingsSchema.shape });

/** A model asked: prompt, system and images in, the answer out, streamed on the way; with tools, asked until it has done. */
export const llmGenerateNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ provider: "openai-auth", model: "" }),
  ports: (data) => ({ inputs: generateInputs, outputs: generateOutputs(data) }),
  callsModels: true,
  keeps: (data) => !usesTools(data) || data.cacheTools === true,
  resultSettings: ({ maxParallel: _, cacheTools: __, tools, ...settings }) => ({
    ...answerSettings(settings),
    // Not who is asked before a call.
    ...(tools === undefined || tools.length === 0 ? {} : { tools: tools.map(({ approval: ___, ...tool }) => tool) }),
  }),
  problem: async (data, surroundings) => {
    if (data.model === "") return "has no model: choose one";
    return (await import("./generateAnswer")).schemaFaultOf(data) ?? toolFaultOf(data, surroundings);
  },
  execute: async (context) => {
    const { cross: _, maxParallel: __, tools, maxToolRounds, maxToolText, cacheTools: ___, ...data } = context.data;
    const { answer, ...spent } = usesTools({ tools })
      ? await (await import("./toolLoop")).generateWithTools(context, data, { tools, maxToolRounds, maxToolText })
      : await (await import("./generateAnswer")).generate(context, data);
    return { output: answer, ...spent };
  },
};
