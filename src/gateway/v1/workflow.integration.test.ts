import { APIError } from "openai";
import { describe, expect, it } from "vitest";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { llm, node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import type { Workflow } from "@/types/workflow";
import { doorBench } from "./testDoor";

/** Workflows and what answers held, by the official client against the whole server. */

const bench = doorBench();
const plan = { provider: "openai-auth", model: "gpt-6.2-sol" };

function documentOf(text: string, data: object = plan, more: Partial<Workflow> = {}): Workflow {
  const nodes = [node("p", "prompt", { text }), llm("m", { ...data }), node("o", "output", { format: "auto" })];
  return { ...workflowOf(nodes, ["p.text>m.prompt", "m.text>o.value"]), ...more };
}

async function open(workflow: Workflow) {
  const door = await bench.open();
  await door.services.workflows.create(workflow);
  return { ...door, openai: door.openai(), model: `workflow/${workflow.id}` };
}

describe("a workflow", () => {
  it("stands in the list of models and answers in both protocols, whole and streamed", async () => {
    const { openai, model, services } = await open(documentOf("{{prompt}}", plan, { name: "Rivers" }));
    const listed = (await openai.models.list()).data;
    expect(listed.find(({ id }) => id === model)).toMatchObject({ owned_by: "patchbay", name: "Rivers" });
    expect(await openai.models.retrieve(model)).toMatchObject({ id: model });
    const messages = [{ role: "user" as const, content: "Tell me about rivers" }];
    const whole = await openai.chat.completions.create({ model, messages }).withResponse();
    expect(whole.data.choices[0]?.message.content).toContain("rivers");
    expect(whole.data.usage?.total_tokens).toBeGreaterThan(0);
    expect(whole.response.headers.get("x-patchbay-payer")).toContain("account");
    const chat = openai.chat.completions.stream({ model, messages: [{ role: "user", content: "Tell me about owls" }] });
    const deltas: string[] = [];
    chat.on("content.delta", ({ delta }) => deltas.push(delta));
    expect((await chat.finalChatCompletion()).choices[0]?.message.content).toBe(deltas.join(""));
    const responses = openai.responses.stream({ model, input: "Tell me about tea", metadata: {} });
    expect((await responses.finalResponse()).output_text).toContain("tea");
    const { runs } = await services.runs.list();
    expect(runs.map(({ through }) => through?.kind)).toEqual(["v1", "v1", "v1"]);
  });

  it("gets the conversation, and says what it has no place for", async () => {
    const { openai, model, services } = await open(documentOf("{{history}}\n{{prompt}} in {{language}}"));
    const asked = openai.chat.completions.create({
      model,
      temperature: 0.2,
      metadata: { language: "Korean" },
      tools: [{ type: "function", function: { name: "look", parameters: { type: "object", properties: {} } } }],
      messages: [
        { role: "system", content: "Be short." },
        { role: "user", content: "Hi" },
        { role: "assistant", content: "Hello" },
        { role: "user", content: "Tell me about rivers" },
      ],
    });
    const { response } = await asked.withResponse();
    const notice = response.headers.get("x-patchbay-notice") ?? "";
    for (const told of ["system_left_out", "settings_left_out", "tools", "temperature"]) expect(notice).toContain(told);
    const [run] = (await services.runs.list()).runs;
    for await (const event of services.runs.events(run?.id ?? "", 0, new AbortController().signal)) {
      if (event.type !== "run-start") continue;
      const inputs = { history: "User: Hi\n\nAssistant: Hello", prompt: "Tell me about rivers", language: "Korean" };
      expect(event.inputs).toEqual(inputs);
    }
  });

  it("that meets a limit is a 429 with its reset and its run, which clients do not ask again at once", async () => {
    const { openai, model, services } = await open(documentOf("{{prompt}} [usage-limit:3600]"));
    const failure = await openai.chat.completions
      .create({ model, messages: [{ role: "user", content: "Tell me about rivers" }], stream: true })
      .catch((error: unknown) => error);
    const [run] = (await services.runs.list()).runs;
    expect(run?.status).toBe("cancelled");
    expect(failure).toBeInstanceOf(APIError);
    const { status, headers, error, message } = failure as APIError;
    expect(status).toBe(429);
    expect(headers?.get("x-should-retry")).toBe("false");
    expect(error).toMatchObject({ resets_at: expect.any(Number) });
    expect(message).toContain(run?.id);
  });

  it("that fails says why, and one that needs a shared plan is refused before it runs", async () => {
    const { openai, model, services } = await open(documentOf("{{prompt}}", { provider: "openai", model: "no-such" }));
    const ask = (name = model) => openai.responses.create({ model: name, input: "Tell me about rivers" });
    await expect(ask()).rejects.toMatchObject({ code: "model_not_found", message: expect.stringContaining("m: ") });
    const { url } = await services.auth.start({ route: "siwc", origin: "http://patchbay.example", another: true });
    const shared = await services.auth.exchange({ url: await approve(url, "grace", "approve", { plan_use: "on" }) });
    const own = { ...plan, account: shared.id };
    await services.workflows.create({ ...documentOf("{{prompt}}", own), id: "w2" });
    await expect(ask("workflow/w2")).rejects.toMatchObject({ status: 403, code: "plan_use_off" });
    expect((await services.runs.list()).runs).toHaveLength(1);
    await expect(ask("workflow/w3")).rejects.toMatchObject({ status: 404, code: "model_not_found" });
  });

  it("is stopped when its client leaves", async () => {
    const { openai, model, services } = await open(documentOf("{{prompt}} [long:400] [stall:60]"));
    const leaving = new AbortController();
    const stream = await openai.chat.completions.create(
      { model, messages: [{ role: "user", content: "Tell me about rivers" }], stream: true },
      { signal: leaving.signal },
    );
    for await (const chunk of stream) {
      if (chunk.choices[0]?.delta.content) break;
    }
    leaving.abort();
    const [run] = (await services.runs.list()).runs;
    for await (const { type } of services.runs.events(run?.id ?? "", 0, AbortSignal.timeout(20_000))) {
      if (type === "run-end") break;
    }
    expect((await services.runs.read(run?.id ?? "")).status).toBe("cancelled");
  });
});

describe("a client that keeps nothing", () => {
  const tools = [
    {
      type: "function" as const,
      function: { name: "look", parameters: { type: "object", properties: { a: { type: "string" } } } },
    },
  ];

  it("gets the reasoning of its calls put back, for the same account alone", async () => {
    const { openai } = await open(documentOf("{{prompt}}"));
    const model = "openai-auth/gpt-6.2-sol";
    const first = { role: "user" as const, content: "[call:look]" };
    const answer = await openai.chat.completions.create({
      ...{ model, tools, messages: [first] },
      reasoning_effort: "high",
    });
    const message = answer.choices[0]?.message;
    const call = message?.tool_calls?.[0];
    expect(call?.type).toBe("function");
    const results = [{ role: "tool" as const, tool_call_id: call?.id ?? "", content: "It is there." }];
    const messages = [first, ...(message === undefined ? [] : [message]), ...results];
    const noticeOf = async (name: string) => {
      const again = await openai.chat.completions
        .create({ model: name, messages, tools, reasoning_effort: "high" })
        .asResponse();
      expect(await again.text()).toContain("It is there.");
      return again.headers.get("x-patchbay-notice");
    };
    expect(await noticeOf(model)).toBeNull();
    // What one model has thought, another cannot read: so it was put back.
    expect(await noticeOf("openai-auth/gpt-5.5")).toContain("reasoning_dropped");
    expect(await noticeOf("openai/gpt-5.5")).toBeNull();
  });
});
