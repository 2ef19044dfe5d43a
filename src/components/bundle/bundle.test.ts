import { strToU8, unzipSync, zipSync } from "fflate";
import { afterEach, describe, expect, it } from "vitest";
import { type SeenRequest, serve, stopServing } from "@/components/testServer";
import { readWorkflowFile } from "@/components/workflowFile";
import { workflow } from "@/store/testWorkflow";
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
