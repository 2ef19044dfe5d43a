import { describe, expect, it } from "vitest";
import type { Answer, Question, Value } from "@/types/run";
import type { ToolStep } from "./nodeKind";
import { portsOf } from "./nodeKinds";
import { requestNode, toRequest } from "./requestNode";
import type { RequestAnswer, RequestToSend, SendRequest } from "./requestPort";
import { showNamed } from "./requestText";
import { runKind } from "./testContext";

const answered: RequestAnswer = { status: 201, body: "made" };

function filled(data: Record<string, unknown>, inputs: Record<string, Value> = {}) {
  const request = toRequest({ data: requestNode.schema.parse(data), inputs, runInputs: {} });
  return { ...request, url: showNamed(request.url), body: request.body && showNamed(request.body) };
}

const bodyOf = (body: string, inputs: Record<string, Value>, headers?: Record<string, string>) =>
  filled({ method: "POST", url: "https://a.example", body, headers }, inputs).body;

describe("the places of a request", () => {
  it("become inputs, secrets do not", () => {
    const data = {
      ...{ method: "POST", url: "https://a.example/{{id}}?q={{query}}", as: "json" },
      ...{ headers: { "x-key": "{{secret:KEY}}", "x-id": "{{id}}" }, body: "{{text}}" },
    };
    const { inputs, outputs } = portsOf({ type: "request", data });
    expect(inputs.map(({ name }) => name)).toEqual(["id", "query", "text", "data"]);
    expect(outputs.map(({ name, type }) => [name, type])).toEqual([
      ["body", "json"],
      ["status", "json"],
    ]);
  });

  it("of an address hold a value in one part of it, whatever the value is", () => {
    const url = "https://a.example/{{id}}/x?q={{query}}&k={{secret:KEY}}";
    expect(filled({ url }, { id: "a/b?c#d&e", query: "1&admin=1 ü" }).url).toBe(
      "https://a.example/a%2Fb%3Fc%23d%26e/x?q=1%26admin%3D1%20%C3%BC&k={{secret:KEY}}",
    );
    expect(filled({ url: "{{base}}/items/{{id}}" }, { base: "https://a.example/v1", id: "a/b" }).url).toBe(
      "https://a.example/v1/items/a%2Fb",
    );
    expect(filled({ url: "{{url}}" }, { url: "https://a.example/v1?x=1" }).url).toBe("https://a.example/v1?x=1");
  });

  it("of JSON are text within quotes and values without", () => {
    const inputs = { text: 'say "hi"\n', tags: ["a", 1], more: '{"deep": [true]}', none: null };
    const body = '{ "t": "{{text}}!", "tags": {{tags}}, "more": {{more}}, "plain": {{text}}, "none": {{none}} }';
    expect(JSON.parse(bodyOf(body, inputs) ?? "")).toEqual({
      ...{ t: 'say "hi"\n!', tags: ["a", 1], more: { deep: [true] }, plain: 'say "hi"\n', none: null },
    });
    expect(bodyOf('{"a\\"{{text}}": 1}', { text: '"' })).toBe('{"a\\"\\"": 1}');
  });

  it("of a form are encoded, of other texts they stand as they are", () => {
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    expect(bodyOf("a={{a}}&b=2", { a: "1&c=3" }, form)).toBe("a=1%26c%3D3&b=2");
    expect(bodyOf("Hello {{a}}", { a: "1&c=3" })).toBe("Hello 1&c=3");
    expect(bodyOf("\\{{a}} {{a}}", { a: "x" })).toBe("{{a}} x");
  });

  it("are not looked for in what fills them: a value names no secret", () => {
    const request = toRequest({
      data: requestNode.schema.parse({ url: "https://a.example/?q={{q}}", method: "POST", body: "{{q}}" }),
      inputs: { q: "{{secret:KEY}}" },
      runInputs: {},
    });
    expect([request.url, request.body].flat().every((part) => typeof part === "string")).toBe(true);
  });

  it("are filled by the fields of a record too", () => {
    expect(filled({ url: "https://a.example/{{city}}" }, { data: '{"city":"Rome"}' }).url).toBe(
      "https://a.example/Rome",
    );
    expect(() => filled({ url: "https://a.example/{{city}}" })).toThrow("Nothing fills {{city}}");
  });
});

it("what cannot be sent is refused before a run", () => {
  const problemOf = (data: Record<string, unknown>, wired: string[] = []) =>
    requestNode.problem?.(requestNode.schema.parse(data), { wired: new Set(wired), runInputs: {} });
  expect(problemOf({ url: "" })).toContain("has no address");
  expect(problemOf({ url: "https://a.example", headers: { a: "{{secret:key}}" } })).toContain("secret that cannot be");
  expect(problemOf({ url: "https://a.example", headers: { Host: "b" } })).toContain("sets the header Host");
  expect(problemOf({ url: "https://a.example/{{id}}" })).toMatchObject({ missing: { kind: "places", names: ["id"] } });
  expect(problemOf({ url: "https://a.example/{{id}}?k={{secret:K}}" }, ["id"])).toBeUndefined();
});

describe("a request that acts each time", () => {
  const data = { method: "POST", url: "https://a.example/orders?k={{secret:KEY}}", body: '{"n":{{n}}}', as: "text" };

  async function run(past: ToolStep[], given?: Answer, change: Record<string, unknown> = {}) {
    const told: ToolStep[] = [];
    const sent: RequestToSend[] = [];
    const asked: Question[] = [];
    const request: SendRequest = async (one) => {
      sent.push(one);
      return answered;
    };
    const work = runKind(requestNode, {
      ...{ data: { ...data, ...change }, inputs: { n: 1 }, request, past: { rounds: [], tools: past } },
      tell: async (step) => void told.push(step as ToolStep),
      ask: async (question) => {
        asked.push(question);
        if (given === undefined) throw new Error("nobody answers");
        return given;
      },
    });
    const result = await work.then(({ result }) => result.output).catch((error: Error) => error.message);
    return { result, told, sent: sent.length, asked };
  }

  const started: ToolStep = {
    ...{ type: "node-tool", call: "request-1", server: "a.example", name: "POST", status: "started" },
    arguments: '{"url":"https://a.example/orders?k={{secret:KEY}}","body":"{\\"n\\":1}"}',
  };

  it("stands in the journal before it is sent and before its answer is used, without its secrets", async () => {
    const { result, told, sent } = await run([]);
    expect(result).toEqual({ body: "made", status: 201 });
    expect(sent).toBe(1);
    expect(told).toEqual([started, { ...started, status: "done", output: { status: 201, body: "made" } }]);
  });

  it("is not sent again after a crash: its answer is there, or a person is asked", async () => {
    const done: ToolStep = { ...started, status: "done", output: { status: 200, body: "old" } };
    expect(await run([started, done])).toMatchObject({ result: { body: "old", status: 200 }, sent: 0 });
    const asked = await run([started]);
    expect(asked).toMatchObject({ result: "nobody answers", sent: 0 });
    expect(asked.asked).toMatchObject([{ kind: "unfinished_tool", call: "request-1", server: "a.example" }]);
    expect(await run([started], { approved: false })).toMatchObject({
      sent: 0,
      result: expect.stringContaining("cut off"),
    });
    expect(await run([started], { approved: true, value: "seen" })).toMatchObject({
      sent: 0,
      result: { body: "seen" },
    });
    const again = await run([started], { approved: true });
    expect(again).toMatchObject({ sent: 1, told: [{ call: "request-2", status: "started" }, { status: "done" }] });
  });

  it("is asked about anew each time its node is tried again after a person has stopped it", async () => {
    let past = [started];
    const questions = new Set<string>();
    for (let time = 0; time < 3; time++) {
      const { told, sent, asked } = await run(past, { approved: false });
      expect(sent).toBe(0);
      past = [...past, ...told];
      questions.add(asked[0]?.question ?? "");
    }
    expect(questions.size).toBe(3);
    expect(await run(past, { approved: true })).toMatchObject({ sent: 1, told: [{ call: "request-2" }, {}] });
  });

  it("is one that a key of its own does not make harmless", async () => {
    expect((await run([started], undefined, { method: "PUT" })).sent).toBe(1);
    expect((await run([started], undefined, { headers: { "Idempotency-Key": "{{n}}" } })).sent).toBe(1);
    expect((await run([started], undefined, { method: "PATCH" })).sent).toBe(0);
  });
});
