import { describe, expect, test } from "vitest";
import { credentialSource, fakeFetch, fakeTiming, keyPayer } from "@/lib/llm/__fixtures__/upstream";
import { keyBackend } from "@/lib/llm/openaiResponses/backends";
import type { ModelledImageCall } from "@/lib/llm/provider";
import { toKeyImageModels } from "./imageModels";
import { createKeyImages } from "./keyImages";

const never = new AbortController().signal;
const call: ModelledImageCall = { provider: "openai", model: "gpt-image-2", prompt: "A red square" };
const answer = { data: [{ b64_json: "AAAA" }, { b64_json: "BBBB" }] };

function setUp() {
  const upstream = fakeFetch(Response.json(answer));
  const deps = { fetch: upstream.fetch, timing: fakeTiming().timing, idleTimeoutMs: 1, newSessionId: () => "id-1" };
  const images = createKeyImages(keyBackend({ baseUrl: "https://api.openai.com/v1" }), deps);
  const { source } = credentialSource(keyPayer, { organization: "org-x" });
  return { ...upstream, images, source };
}

describe("pictures with a key", () => {
  test("are asked for with nothing but what was said", async () => {
    const { images, source, sent } = setUp();
    expect((await images.make({ ...call, n: 2, size: "1024x1024" }, source, never)).images).toHaveLength(2);
    expect(sent[0]?.url).toBe("https://api.openai.com/v1/images/generations");
    expect(sent[0]?.headers).toMatchObject({ "content-type": "application/json", "openai-organization": "org-x" });
    expect(sent[0]?.headers).not.toHaveProperty("originator");
    expect(sent[0]?.body).toEqual({ model: "gpt-image-2", prompt: "A red square", size: "1024x1024", n: 2 });
  });

  test("are edited by a form that holds the pictures and the mask", async () => {
    const { images, source, sent } = setUp();
    const edit = {
      ...{ images: ["data:image/png;base64,AAAA", "data:image/jpeg;base64,BBBB"], mask: "data:image/png;base64,CCCC" },
      ...{ n: 2, quality: "low", background: "transparent" },
    };
    await images.make({ ...call, ...edit }, source, never);
    expect(sent[0]?.url).toBe("https://api.openai.com/v1/images/edits");
    // Its boundary is known to the form alone.
    expect(sent[0]?.headers).not.toHaveProperty("content-type");
    const form = sent[0]?.init.body as FormData;
    const names = ["model", "prompt", "quality", "background", "n"];
    expect(names.map((name) => form.get(name))).toEqual(["gpt-image-2", "A red square", "low", "transparent", "2"]);
    const files = [...form.getAll("image[]"), form.get("mask")] as File[];
    expect(files.map(({ name, type, size }) => [name, type, size])).toEqual([
      ["picture-1.png", "image/png", 3],
      ["picture-2.jpeg", "image/jpeg", 3],
      ["mask.png", "image/png", 3],
    ]);
  });

  test("are asked for at the address of the key, also one that was pasted with its end", async () => {
    const { images, sent } = setUp();
    for (const end of ["", "/images/generations"]) {
      const { source } = credentialSource(keyPayer, { baseUrl: `https://gateway.example/v1${end}` });
      await images.make(call, source, never);
    }
    expect(sent.map(({ url }) => url)).toEqual(Array(2).fill("https://gateway.example/v1/images/generations"));
  });

  test("are asked to come themselves from models that would give an address", async () => {
    const { images, source, sent } = setUp();
    await images.make({ ...call, model: "dall-e-3" }, source, never);
    expect(sent[0]?.body).toMatchObject({ response_format: "b64_json" });
  });

  test("are offered by the standard model first, and by those of the list that make some", () => {
    const models = toKeyImageModels(["gpt-5.5", "gpt-image-1", "gpt-image-2", "dall-e-3", "gpt-4o"]);
    expect(models.map(({ id }) => id)).toEqual(["gpt-image-2", "gpt-image-1", "dall-e-3"]);
    const { images } = setUp();
    expect(images.offer(undefined, undefined)).toMatchObject({ models: [{ id: "gpt-image-2" }] });
    expect(images.offer(undefined, models)).toEqual({ models });
  });
});
