import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { kindOf } from "@/lib/nodes/nodeKinds";
import type { Value } from "@/types/run";
import { type Digest, inputsKey, settingsKey } from "./cacheKey";

const digest: Digest = async (pieces) => {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
};

/** As version 0.1.0 has called them: whoever updates keeps what was paid for. */
const kept: { type: string; data: unknown; inputs: Record<string, Value>; key: string }[] = [
  {
    type: "llmGenerate",
    data: { provider: "openai", model: "gpt-4.1" },
    inputs: { prompt: "1 and 2" },
    key: "b144a6328c8873e4dad475e68e6bfb1628eeea009e07b0a87372d725035597b5",
  },
  {
    type: "llmGenerate",
    data: {
      ...{ provider: "openai-auth", model: "gpt-5.5", account: "acc", webSearch: true, reasoningEffort: "low" },
      ...{ jsonSchema: { type: "object" }, cross: true },
    },
    inputs: { prompt: "x", system: "Be brief.", images: [{ asset: "a", mime: "image/png", bytes: 1 }] },
    key: "deb4b14987828cc3be3f1b03962e128cf5d5737a0c3c7cddcacbea8ca91297f3",
  },
  {
    type: "compare",
    data: { variants: [{ provider: "google", model: "g", webSearch: false, temperature: 1 }] },
    inputs: { prompt: "x" },
    key: "e10cb31e7163323d773f3d9ab011e407b2c6fa432c7431184bb3a2e6a832348f",
  },
];

test.each(kept)(
  "a result of $type that was kept by 0.1.0 has its name still ($key)",
  async ({ type, data, inputs, key }) => {
    const kind = kindOf(type);
    if (kind === undefined) throw new Error("The kind is gone.");
    const settings = await settingsKey(type, kind, kind.schema.parse(data), digest);
    expect(settings + (await inputsKey(inputs, digest))).toBe(key);
  },
);
