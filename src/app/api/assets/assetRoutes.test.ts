import { describe, expect, it } from "vitest";
import { GET as preview } from "@/app/api/assets/[sha256]/preview/route";
import { ask, useServices } from "@/app/api/testServices";
import { documentMimes } from "@/lib/documentType";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { docx, epub, oldOffice, paragraph, pdf, pptx, shape, xlsx, zip } from "@/lib/worker/documents/testDocuments";
import { POST } from "./route";

async function upload(content: Uint8Array | string, type: string) {
  const request = new Request("http://localhost:3000/api/assets", {
    method: "POST",
    headers: { host: "localhost:3000", "content-type": type },
    body: typeof content === "string" ? content : Uint8Array.from(content),
  });
  const response = await POST(request, { params: Promise.resolve({}) });
  return { status: response.status, body: await response.json() };
}
async function previewOf(content: Uint8Array | string, type: string, as: string) {
  const { body } = await upload(content, type);
  const response = await ask(preview, `/api/assets/x/preview?as=${as}`, { params: { sha256: body.asset } });
  return { status: response.status, body: await response.json() };
}

const webPage = "<!doctype html><html><body>hi</body></html>";

describe("a file that is sent", () => {
  it.each<[keyof typeof documentMimes, Uint8Array | string]>([
    ["pdf", pdf([["a"]])],
    ["docx", docx(paragraph("a"))],
    ["pptx", pptx([shape("a")])],
    ["xlsx", xlsx({ A: [["a"]] })],
    ["epub", epub(["<p>a</p>"])],
    ["html", webPage],
    ["text", "# Notes"],
  ])("is %s by its bytes, under its own type or none", async (kind, content) => {
    useServices(await testDirectory());
    const kept = { status: 201, body: { mime: documentMimes[kind] } };
    expect(await upload(content, documentMimes[kind])).toMatchObject(kept);
    expect(await upload(content, "application/octet-stream")).toMatchObject(kept);
  });

  it("is what it is, also when it is called a table, a text or a picture", async () => {
    useServices(await testDirectory());
    expect((await upload(pdf([["a"]]), "text/csv")).body.mime).toBe("application/pdf");
    expect((await upload(pdf([["a"]]), "image/png")).body.mime).toBe("application/pdf");
    expect((await upload("%PDF- is how a PDF begins", "application/octet-stream")).status).toBe(201);
    expect((await upload("a;%PDF-;b", "text/csv")).body.mime).toBe("text/csv");
  });

  it("is refused with what to do when it cannot be read", async () => {
    useServices(await testDirectory());
    expect(await upload(oldOffice("WordDocument"), "application/octet-stream")).toMatchObject({
      status: 415,
      body: { error: { code: "unsupported_file", message: /Save it as \.docx/, action: "edit_input" } },
    });
    expect((await upload(zip({ "a.txt": "a" }), "text/markdown")).status).toBe(415);
    expect((await upload(Uint8Array.from([0, 1, 2]), "application/pdf")).body.error.message).toMatch(/none of/);
  });

  it("may be larger as a document than as a text", async () => {
    useServices(await testDirectory());
    const text = "x".repeat(20 * 1024 * 1024 + 1);
    expect(await upload(text, "text/markdown")).toMatchObject({ status: 413, body: { error: { code: "too_large" } } });
    expect((await upload(`%PDF-${text}`, "application/pdf")).status).toBe(201);
  });
});

describe("the beginning of a file", () => {
  it("is the text of its first pages, and how many there are", async () => {
    useServices(await testDirectory());
    const pages = Array.from({ length: 30 }, (_, index) => [`line of page ${index + 1}`]);
    const { body } = await previewOf(pdf([[], ...pages]), "application/pdf", "document");
    expect(body).toMatchObject({ unit: "page", pages: 31 });
    expect(body.start).toMatch(/^line of page 1\n\nline of page 2/);
  });

  it("says that a document is a scan", async () => {
    useServices(await testDirectory());
    const { body } = await previewOf(pdf([[], []]), "application/pdf", "document");
    expect(body).toEqual({ unit: "page", pages: 2, start: "", scan: true });
  });

  it("is columns and first rows of a workbook and of a table", async () => {
    useServices(await testDirectory());
    const rows = [["name", "n"], ...Array.from({ length: 9 }, (_, index) => ["x", index])];
    const first = [0, 1, 2, 3, 4].map((index) => ["x", String(index)]);
    const workbook = await previewOf(xlsx({ A: [], B: rows }), documentMimes.xlsx, "document");
    expect(workbook.body).toEqual({ unit: "sheet", pages: 2, columns: ["name", "n"], rows: first });
    const table = await previewOf(rows.join("\n"), "text/csv", "csv");
    expect(table.body).toEqual({ columns: ["name", "n"], rows: first, count: 9 });
  });

  it("is the fields and first records of JSON, or its text where it is no list of records", async () => {
    useServices(await testDirectory());
    const records = Array.from({ length: 30 }, (_, n) => ({ n, more: { of: n } }));
    const list = await previewOf(JSON.stringify(records), "application/json", "json");
    expect(list.body).toMatchObject({ columns: ["n", "more"], count: 30 });
    expect(list.body.rows).toHaveLength(5);
    expect(list.body.rows[1]).toEqual(["1", '{\n  "of": 1\n}']);
    const words = await previewOf('["owl","fox"]', "application/json", "json");
    expect(words.body).toEqual({ start: '["owl","fox"]', count: 2 });
    const one = await previewOf('{"a":[1,2]}', "application/json", "json");
    expect(one.body).toEqual({ start: '{"a":[1,2]}' });
    const text = await previewOf("x".repeat(700), "text/markdown", "text");
    expect(text.body).toEqual({ start: "x".repeat(600) });
  });

  it("may be any page of a document, told by its number", async () => {
    useServices(await testDirectory());
    const book = pdf([["first"], [], ["third"]]);
    const page = await previewOf(book, "application/pdf", "document&page=3");
    expect(page.body).toEqual({ unit: "page", pages: 3, start: "third" });
    expect((await previewOf(book, "application/pdf", "document&page=2")).body.start).toBe("");
    expect(await previewOf(book, "application/pdf", "document&page=4")).toMatchObject({ status: 404 });
    const rows = [["n"], ...Array.from({ length: 9 }, (_, index) => [index])];
    const sheet = await previewOf(xlsx({ A: [], B: rows }), documentMimes.xlsx, "document&page=2");
    expect(sheet.body).toMatchObject({ unit: "sheet", title: "B", columns: ["n"] });
    expect(sheet.body.rows).toHaveLength(9);
  });

  it("is refused as the run would be", async () => {
    useServices(await testDirectory());
    const broken = await previewOf("%PDF-1.4 nothing", "application/pdf", "document");
    expect(broken).toMatchObject({ status: 415, body: { error: { code: "unsupported_file" } } });
  });
});
