import { expect, it } from "vitest";
import { startTeam } from "@/app/api/teamServices";
import { createServices } from "@/lib/server";
import { keptStateOf } from "./keptState";

it("another server on the same database puts back what one has kept", async () => {
  const { services } = await startTeam();
  const other = createServices(services.config);
  const key = { id: "laptop" };
  const toolCalls = [{ id: "call_1", name: "look", arguments: "{}" }];
  const payer = { kind: "key", id: "openai", provider: "openai", name: "OpenAI key" } as const;
  const state = { provider: "openai", items: [{ type: "reasoning", encrypted_content: "a-thought" }] };
  await keptStateOf(services).remember(key, { toolCalls, state, payer });
  const message = { role: "assistant", content: "", toolCalls } as const;
  const restored = await keptStateOf(other).restore(key, { provider: "openai" }, [{ ...message, toolCalls }]);
  expect(restored).toEqual([{ ...message, state }]);
  await other.storage.close();
});
