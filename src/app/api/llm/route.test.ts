import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { parseConfig } from "@/lib/config";
import { createLog } from "@/lib/log";
import { createServices, type Services } from "@/lib/server";
import { POST } from "./route";

const held = globalThis as { [key: symbol]: Services | undefined };
const servicesKey = Symbol.for("patchbay.services");

function useServices(change: (services: Services) => Partial<Services>): void {
  const services = createServices(parseConfig({ PATCHBAY_DATA_DIR: join(tmpdir(), "patchbay-never-written") }));
  held[servicesKey] = { ...services, ...change(services) };
  onTestFinished(() => {
    held[servicesKey] = undefined;
  });
}

it("logs a bug that strikes in the middle of a stream, under the reference that the person gets", async () => {
  const logged: string[] = [];
  useServices(() => ({
    log: createLog("error", (line) => logged.push(line)),
    callLlm: async function* () {
      yield { type: "text-delta", text: "half" };
      throw new Error("a bug");
    },
  }));
  const request = new Request("http://localhost:3000/api/llm", {
    method: "POST",
    headers: { host: "localhost:3000", "content-type": "application/json" },
    body: JSON.stringify({ provider: "openai", model: "m", prompt: "hi", stream: true }),
  });
  const response = await POST(request, { params: Promise.resolve({}) });
  const reference = response.headers.get("x-request-id");
  expect(await response.text()).toMatch(new RegExp(`half.*event: error.*"internal".*${reference}`, "s"));
  expect(logged).toEqual([expect.stringMatching(new RegExp(`${reference}.*a bug`))]);
});
