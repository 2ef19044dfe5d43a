import { expect, test } from "vitest";
import { AppError } from "@/types/errors";
import type { LlmCall } from "@/types/llm";
import type { Model, ModelList } from "@/types/providers";
import { credentialSource, keyPayer } from "./__fixtures__/upstream";
import { createFitCheck } from "./fitCheck";
import type { Provider } from "./provider";

const blind: Model = {
  id: "m",
  name: "M",
  input: ["text"],
  supports: {
    ...{ temperature: false, maxTokens: false, jsonSchema: true, webSearch: false },
    ...{ images: false, tools: true, files: true, reasoningSummary: false },
  },
};
const call: LlmCall = { provider: "openai", model: "m", messages: [{ role: "user", content: "x" }] };

function setUp({ hasKey = true } = {}) {
  let lists = 0;
  const provider: Provider = {
    refusedSettings: {},
    stream: () => {
      throw new Error("A check sends nothing.");
    },
    listModels: async () => ({ models: [] }),
  };
  const check = createFitCheck({
    providers: new Proxy({} as Record<LlmCall["provider"], Provider>, { get: () => provider }),
    credentialsFor: async () => {
      if (!hasKey) throw new AppError("auth_required", "There is no key.");
      return credentialSource(keyPayer).source;
    },
    catalogue: {
      list: async (): Promise<ModelList> => {
        lists++;
        return { provider: "openai", source: "live", fetchedAt: "", models: [blind] };
      },
    },
  });
  return { check, lists: () => lists };
}

test.each([
  { images: ["data:image/png;base64,AAAA"] },
  { webSearch: { required: true } },
  { reasoningSummary: true },
] satisfies Partial<LlmCall>[])("a call that its model would refuse is told: %j", async (more) => {
  const check = setUp().check();
  await expect(check({ ...call, ...more })).rejects.toMatchObject({ code: "unsupported_option" });
});

test("a model that is not offered is told, too", async () => {
  await expect(setUp().check()({ ...call, model: "gone" })).rejects.toMatchObject({ code: "model_not_available" });
});

test("what is left out with a notice and a payer that is not there are not its business", async () => {
  const check = setUp().check();
  for (const more of [{}, { webSearch: true, temperature: 1 }]) {
    await expect(check({ ...call, ...more })).resolves.toBeUndefined();
  }
  await expect(setUp({ hasKey: false }).check()({ ...call, reasoningSummary: true })).resolves.toBeUndefined();
});

test("calls that ask for the same are looked at once, and anew by the next check", async () => {
  const { check, lists } = setUp();
  const first = check();
  for (const content of ["a", "b", "c"]) await first({ ...call, messages: [{ role: "user", content }] });
  await first({ ...call, webSearch: true });
  expect(lists()).toBe(2);
  await check()(call);
  expect(lists()).toBe(3);
});

test("a call with tools is looked at beside the same without", async () => {
  const { check, lists } = setUp();
  const one = check();
  await one(call);
  await one({ ...call, tools: [{ name: "tool", parameters: {} }] });
  expect(lists()).toBe(2);
});
