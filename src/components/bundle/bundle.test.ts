import { strToU8, unzipSync, zipSync } from "fflate";
import { afterEach, describe, expect, it } from "vitest";
import { type SeenRequest, serve, stopServing } from "@/components/testServer";
import { readWorkflowFile } from "@/components/workflowFile";
import { prompt, workflow } from "@/store/testWorkflow";
import type { Workflow } from "@/types/workflow";
import { packWorkflow } from "./bundle";

const [a, b] = ["a".repeat(64), "b".repeat(64)];
const ref = (asset: string, mime = "image/png") => ({ asset, mime, bytes: 3 });
const document = workflow([
  { id: "p", type: "imageInput", data: { asset: ref(a), fileName: "a.png" } },
  { id: "f", type: "fileInput", data: { asset: ref(b, "application/pdf"), as: "document", deep: [{ again: ref(a) }] } },
]);

afterEach(stopServing);

const zipped = (parts: Record<string, Uint8Array>) => new File([zipSync(parts).slice()], "w.zip");
const asText = (text: unknown) => strToU8(JSON.stringify(text));

describe("a workflow with its files", () => {
  it("goes into one ZIP, each file once, and says what is missing", async () => {
    serve({ [`GET /api/assets/${a}`]: () => new Response(Uint8Array.from([1, 2, 3])) });
    const { file, missing } = await packWorkflow(document);
    const parts = unzipSync(new Uint8Array(await file.arrayBuffer()));
    expect(Object.keys(parts)).toEqual(["workflow.json", `files/${a}`]);
    expect([missing, Array.from(parts[`files/${a}`] ?? [])]).toEqual([1, [1, 2, 3]]);
  });

  it("takes along the workflows that it holds, and brings them back as new ones that it holds instead", async () => {
    const inner = { ...workflow([prompt("q", "{{who}}")]), id: "inner" };
    const outer = {
      ...workflow([{ id: "k", type: "workflow", data: { workflow: "inner" } }]),
      id: "outer",
      revision: 2,
    };
    const top = workflow([
      { id: "h", type: "workflow", data: { workflow: "outer", revision: 2 } },
      { id: "gone", type: "workflow", data: { workflow: "gone" } },
    ]);
    serve({ "GET /api/workflows/inner": inner, "GET /api/workflows/outer": outer });
    const { file } = await packWorkflow(top);
    await stopServing();
    const seen = serve({ "POST /api/workflows": ({ body }: SeenRequest) => body });
    const { workflow: read } = await readWorkflowFile(new File([file], "w.zip"));
    const made = seen.map(({ body }) => body as Workflow);
    expect(made.map(({ name, revision }) => [name, revision])).toEqual([
      ["Test", 0],
      ["Test", 0],
    ]);
    const [newOuter, newInner] = made;
    expect(read.nodes.map(({ data }) => data)).toEqual([{ workflow: newOuter?.id }, { workflow: "gone" }]);
    expect(newOuter?.nodes[0]?.data).toEqual({ workflow: newInner?.id });
    expect([newOuter?.id, newInner?.id]).not.toContain("inner");
  });

  it("comes back, its files first; what the server keeps under another name is named so", async () => {
    const other = ref("c".repeat(64), "application/pdf");
    const seen = serve({
      "POST /api/assets": ({ body }: SeenRequest) => ((body as Blob).type === "image/png" ? ref(a) : other),
    });
    const file = zipped({
      "workflow.json": asText(document),
      [`files/${a}`]: Uint8Array.from([1]),
      [`files/${b}`]: Uint8Array.from([2]),
      "../evil": Uint8Array.from([3]),
    });
    const { workflow: read } = await readWorkflowFile(file);
    expect(seen.map(({ body }) => (body as Blob).type).toSorted()).toEqual(["application/octet-stream", "image/png"]);
    expect(read.nodes[0]).toEqual(document.nodes[0]);
    expect(read.nodes[1]?.data).toMatchObject({ asset: other, deep: [{ again: ref(a) }] });
  });

  it("says what is wrong with a file that is none", async () => {
    const seen = serve({});
    const refusal = (file: File) => readWorkflowFile(file).catch((error: unknown) => error);
    expect(await refusal(new File(["no zip"], "w.zip"))).toMatchObject({ code: "invalid_workflow" });
    expect(await refusal(zipped({ "a.txt": strToU8("a") }))).toMatchObject({ code: "invalid_workflow" });
    expect(await refusal(zipped({ "workflow.json": strToU8("{") }))).toMatchObject({ code: "invalid_workflow" });
    const large = zipped({ "workflow.json": new Uint8Array(10 * 1024 * 1024 + 1) });
    expect(await refusal(large)).toMatchObject({ code: "too_large" });
    expect(seen).toEqual([]);
  });
});
