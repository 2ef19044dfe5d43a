import { RateLimitError } from "openai";
import { expect, it } from "vitest";
import { llm, node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import { doorBench, type TestDoor } from "./testDoor";

/** A workflow as a model, for a client that knows nothing of workflows. */

const bench = doorBench();

async function openWith(settings: Record<string, unknown> = {}): Promise<TestDoor & { model: string }> {
  const door = await bench.open();
  const workflow = workflowOf(
    [
      node("p", "prompt", { text: "{{prompt}}\n\nBe {{mood}}." }),
      llm("m", { provider: "openai", model: "gpt-5.5", ...settings }),
      node("o", "output", { name: "answer", format: "auto" }),
    ],
    ["p.text>m.prompt", "m.text>o.value"],
  );
  const inputs = { mood: { kind: "text" as const, default: "kind" } };
  const { id } = await door.services.workflows.create({ ...workflow, settings: { inputs } });
  return { ...door, model: `workflow/${id}` };
}

it("answers the last message in both protocols, streamed and whole", async () => {
  const { openai, model } = await openWith();
  const messages = [{ role: "user" as const, content: "Tell me about rivers" }];
  const chat = openai().chat.completions.stream({ model, messages, stream_options: { include_usage: true } });
  const completion = await chat.finalChatCompletion();
  expect(completion.choices[0]?.message.content).toContain("rivers");
  expect(completion.usage?.total_tokens).toBeGreaterThan(0);

  const response = await openai().responses.create({
    model,
    input: "Tell me about rivers",
    metadata: { mood: "brief" },
    temperature: 0.3,
  });
  expect(response.output_text).toContain("rivers");
});

it("says who pays, and what of the request has no effect", async () => {
  const { openai, model } = await openWith();
  const answer = await openai()
    .chat.completions.create(
      {
        model,
        messages: [
          { role: "system", content: "Rules" },
          { role: "user", content: "Tell me about rivers" },
        ],
        tools: [{ type: "function", function: { name: "f" } }],
      },
      { headers: { "x-patchbay-account": "openai" } },
    )
    .asResponse();
  expect(answer.headers.get("x-patchbay-payer")).toContain('key;provider="openai"');
  expect(answer.headers.get("x-patchbay-notice")).toContain("system_left_out");
  expect(answer.headers.get("x-patchbay-notice")).toContain("x-patchbay-account");
});

it("that is at a limit is told as one that a client does not try again", async () => {
  const { openai, model } = await openWith({ provider: "openai-auth" });
  const error = await openai({ maxRetries: 2 })
    .chat.completions.create({ model, messages: [{ role: "user", content: "Hi [usage-limit:3600]" }] })
    .catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(RateLimitError);
  expect(error).toMatchObject({ code: "insufficient_quota", error: { resets_at: expect.any(Number) } });
});

it("that is not there is a model that is not there, and so is an address", async () => {
  const { openai, gateway, key } = await bench.open();
  await expect(openai().responses.create({ model: "workflow/nope", input: "Hi" })).rejects.toMatchObject({
    status: 404,
    code: "model_not_found",
  });
  const elsewhere = await gateway.ask("/v1/embeddings", {
    method: "POST",
    body: { input: "x" },
    headers: { authorization: `Bearer ${key}` },
  });
  expect(elsewhere.status).toBe(404);
  expect(await elsewhere.json()).toMatchObject({ error: { type: "invalid_request_error", code: "not_found" } });
});
