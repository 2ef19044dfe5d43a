import { expect, it } from "vitest";
import { useServices } from "@/app/api/testServices";
import { createLog } from "@/lib/log";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { POST } from "./route";

it("logs a bug that strikes in the middle of a stream, under the reference that the person gets", async () => {
  const logged: string[] = [];
  useServices(await testDirectory(), {
    log: createLog("error", (line) => logged.push(line)),
    callLlm: async function* () {
      yield { type: "text-delta", text: "half" };
      throw new Error("a bug");
    },
  });
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
