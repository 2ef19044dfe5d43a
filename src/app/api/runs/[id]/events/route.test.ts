import { join } from "node:path";
import { expect, it } from "vitest";
import { useServices } from "@/app/api/testServices";
import { createFileRunJournal } from "@/lib/storage/file/fileRunJournal";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { GET } from "./route";

const params = Promise.resolve({ id: "r" });

function follow(lastEventId?: string): Promise<Response> {
  const headers = { host: "localhost:3000", ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }) };
  return GET(new Request("http://localhost:3000/api/runs/r/events", { headers }), { params });
}

it("tells a run whose process died to its last event, and then sends the browser away", async () => {
  const directory = await testDirectory();
  useServices(directory);
  await createFileRunJournal(join(directory, "runs")).append("r", [
    { type: "node-start", node: "n", attempt: 1 },
    { type: "node-delta", node: "n", text: "half" },
  ]);
  expect(await (await follow()).text()).toMatch(/id: 1\n.*id: 2\n/s);
  expect(await (await follow("1")).text()).not.toContain("id: 1\n");
  expect((await follow("2")).status).toBe(204);
});

it("tells what a run did also when a value of its outputs is lost", async () => {
  const directory = await testDirectory();
  useServices(directory);
  const lost = { asset: "0".repeat(64), mime: "application/vnd.patchbay.value+json", bytes: 1 };
  await createFileRunJournal(join(directory, "runs")).append("r", [
    { type: "node-start", node: "n", attempt: 1 },
    { type: "run-end", status: "completed", outputs: { o: lost } },
  ]);
  expect((await follow("2")).status).toBe(204);
});

it("says that there is no such run", async () => {
  useServices(await testDirectory());
  expect((await follow()).status).toBe(404);
});
