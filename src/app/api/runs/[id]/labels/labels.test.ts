import { expect, it, onTestFinished } from "vitest";
import { GET as exportRun } from "@/app/api/runs/[id]/export/route";
import { GET as readRun } from "@/app/api/runs/[id]/route";
import { ask, useServices } from "@/app/api/testServices";
import { node } from "@/lib/engine/testRun";
import { watch, workflowOf } from "@/lib/runs/testRunService";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { GET, PUT } from "./route";

async function useOneRun() {
  const services = useServices(await testDirectory());
  onTestFinished(() => services.runs.leave());
  const list = node("rows", "list", { text: "a\nb", split: "lines" });
  const workflow = workflowOf([list, node("t", "table")], ["rows.items>t.columns"]);
  const { id } = await services.runs.start(workflow);
  await watch(services.runs, id);
  const params = { id };
  const put = (body: unknown) => ask(PUT, `/api/runs/${id}/labels`, { method: "PUT", body, params });
  return { put, read: async (route: typeof GET) => (await ask(route, `/api/runs/${id}`, { params })).json() };
}

it("What a person says of a row is kept with the run, told with it, and taken back", async () => {
  const { put, read } = await useOneRun();
  expect(await read(readRun)).not.toHaveProperty("labels");
  const said = await put({ node: "t", row: 1, label: "down", note: "Wrong town. sk-proj-abcdefghijklmnop1234" });
  expect(said.status).toBe(200);
  const label = { node: "t", row: 1, label: "down", at: expect.any(String) };
  const [kept] = (await read(GET)).labels;
  expect(kept).toMatchObject(label);
  expect(await said.json()).toEqual(kept);
  expect((await read(readRun)).labels).toEqual([kept]);
  const exported = await read(exportRun);
  expect(exported.labels).toMatchObject([{ ...label, note: "Wrong town. [key]" }]);
  await put({ node: "t", row: 1, label: null });
  expect(await read(GET)).toEqual({ labels: [] });
});

it("What is no label, or of no run, is refused", async () => {
  const { put } = await useOneRun();
  for (const body of [
    { node: "t", row: -1, label: "up" },
    { node: "t", row: 0, label: "good" },
    { node: "t", row: 0 },
    { node: "t", row: 0, label: "up", note: "x".repeat(2001) },
    { node: "t", row: 0, label: "up", by: "p" },
  ]) {
    expect((await put(body)).status).toBe(400);
  }
  const body = { node: "t", row: 0, label: "up" };
  const params = { id: "nobody" };
  expect((await ask(PUT, "/api/runs/nobody/labels", { method: "PUT", body, params })).status).toBe(404);
  expect((await ask(GET, "/api/runs/nobody/labels", { params })).status).toBe(404);
});
