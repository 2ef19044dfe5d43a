import { expect, it } from "vitest";
import { ask, useServices } from "@/app/api/testServices";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { PUT } from "./[provider]/route";

async function put(body: object) {
  const response = await ask(PUT, "/api/keys/openai", { method: "PUT", body, params: { provider: "openai" } });
  return { status: response.status, body: await response.json() };
}

const key = "sk-entered-by-hand-1234";

it("a key is kept with the address it is for, written without a slash at the end", async () => {
  useServices(await testDirectory());
  const kept = await put({ key, baseUrl: "https://gateway.example/openai/" });
  expect(kept.body.keys[0]).toEqual({
    provider: "openai",
    source: "stored",
    lastFour: "1234",
    baseUrl: "https://gateway.example/openai",
  });
});

it.each(["http://gateway.example", "https://169.254.169.254/", "https://name:password@gateway.example", "gateway"])(
  "a key is not kept for %s",
  async (baseUrl) => {
    useServices(await testDirectory());
    expect(await put({ key, baseUrl })).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
    const { body } = await put({ key });
    expect(body.keys[0]).not.toHaveProperty("baseUrl");
  },
);

it("a key that no header takes is not kept, and no part of it comes back", async () => {
  useServices(await testDirectory());
  for (const spoilt of ["sk-entered\nTAILOFTHEKEY", "sk-••••••••TAIL", "sk-entered…TAIL", "密钥sk-entered-TAIL"]) {
    const refused = await put({ key: spoilt });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
    expect(JSON.stringify(refused.body)).not.toMatch(/TAIL|entered/);
  }
  const { body } = await put({ key: `${key}\u200b` });
  expect(body.keys[0]).toMatchObject({ source: "stored", lastFour: "1234" });
});
