interface GeminiModel {
  name: string;
  displayName: string;
  description: string;
  version: string;
  inputTokenLimit: number;
  outputTokenLimit: number;
  supportedGenerationMethods: string[];
  temperature: number;
  maxTemperature: number;
  thinking: boolean;
}

const generates = ["generateContent", "countTokens"];

function model(id: string, displayName: string, description: string, methods = generates): GeminiModel {
  return {
    name: `models/${id}`,
    displayName,
    description,
    version: "001",
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: methods,
    temperature: 1,
    maxTemperature: 2,
    thinking: true,
  };
}

/** The list of `GET /v1beta/models`; as on the real service it also names one that cannot generate. */
export const geminiModels: readonly GeminiModel[] = [
  model("gemini-3.1-pro-preview", "Gemini 3.1 Pro Preview", "The most capable, simulated."),
  model("gemini-3-flash-preview", "Gemini 3 Flash Preview", "Fast and balanced, simulated."),
  model("gemini-2.5-pro", "Gemini 2.5 Pro", "Stable and deep, simulated."),
  model("gemini-2.5-flash", "Gemini 2.5 Flash", "Stable and fast, simulated."),
  model("gemini-2.5-flash-lite", "Gemini 2.5 Flash-Lite", "Stable and light, simulated."),
  model("gemini-3.1-flash-image", "Gemini 3.1 Flash Image", "Draws, simulated."),
  model("gemini-2.5-flash-image", "Gemini 2.5 Flash Image", "Draws in one size, simulated."),
  model("gemini-embedding-001", "Gemini Embedding", "Numbers for texts.", ["embedContent"]),
];

export function findGeminiModel(id: string): GeminiModel | undefined {
  return geminiModels.find(({ name }) => name === `models/${id}`);
}
