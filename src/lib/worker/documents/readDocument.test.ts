import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { gatherDocument, joinPages, pageMark } from "@/lib/nodes/documentText";
import type { ScanWay } from "@/lib/nodes/nodeKind";
import type { Notice } from "@/types/llm";
import { readDocument } from "./readDocument";
import {
  docx,
  epub,
  lockedPdf,
  oldOffice,
  pageBreak,
  paragraph,
  pdf,
  pptx,
  shape,
  slideTable,
  xlsx,
  zip,
} from "./testDocuments";

async function read(bytes: Uint8Array, scans?: ScanWay) {
  const notices: Notice[] = [];
  const pictures: Uint8Array[] = [];
  const takers = {
    onNotice: (notice: Notice) => void notices.push(notice),
    onPicture: async (picture: Uint8Array) => void pictures.push(picture),
  };
  const { unit, pages } = await gatherDocument(readDocument({ bytes: Uint8Array.from(bytes), scans }), takers);
  return {
    unit,
    pages: pages.map(({ text }) => text),
    titles: pages.map(({ title }) => title),
    text: joinPages(unit, pages),
    notices,
    pictures,
  };
}
const html = (text: string) => Buffer.from(text);

describe("a document as text", () => {
  it("has the lines of a PDF, page by page", async () => {
    const { unit, pages, text, notices } = await read(pdf([["Title (one)", "second line"], ["Next page"]]));
    expect(unit).toBe("page");
    expect(pages).toEqual(["Title (one)\nsecond line", "Next page"]);
    expect(text).toBe("--- Page 1 ---\nTitle (one)\nsecond line\n\n--- Page 2 ---\nNext page");
    expect(notices).toEqual([]);
  });

  it("has headings, lists and tables of a Word document as Markdown, in pages where they are broken by hand", async () => {
    const table = `<w:tbl>${[
      ["a", "b"],
      ["1", "2"],
    ]
      .map((row) => `<w:tr>${row.map((text) => `<w:tc>${paragraph(text)}</w:tc>`).join("")}</w:tr>`)
      .join("")}</w:tbl>`;
    const styles = `<?xml version="1.0"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`;
    const document = docx(`${paragraph("Report", "Heading1")}${paragraph("Words &amp; more")}${pageBreak}${table}`, {
      "word/styles.xml": styles,
    });
    const { unit, pages } = await read(document);
    expect(unit).toBe("page");
    expect(pages[0]).toBe("# Report\n\nWords & more");
    expect(pages[1]).toMatch(/^\| a \| b \|\n\| - \| - \|\n\| 1 \| 2 \|$/);
    expect((await read(docx(paragraph("One page")))).text).toBe("One page");
  });

  it("has slides in the order of the presentation, with titles, lists, tables and notes", async () => {
    const { unit, pages, text } = await read(
      pptx(
        [
          shape("Welcome", "ctrTitle") + shape("first\n deeper\nsecond", "body") + shape("3", "sldNum"),
          slideTable([
            ["k", "v"],
            ["a|b", "1"],
          ]),
        ],
        { 0: "Say hello" },
      ),
    );
    expect(unit).toBe("slide");
    expect(pages[0]).toBe("## Welcome\n\n- first\n  - deeper\n- second\n\nNotes: Say hello");
    expect(pages[1]).toBe("| k | v |\n| --- | --- |\n| a\\|b | 1 |");
    expect(text).toContain("--- Slide 2 ---\n| k");
  });

  it("has sheets as CSV under their names, and one sheet alone without a mark", async () => {
    const both = await read(
      xlsx({
        Prices: [
          ["name", "price", "since"],
          ["a, b", 1.5, { day: 45292 }],
          ["c", null, true],
        ],
        Other: [["x"]],
      }),
    );
    expect(both.titles).toEqual(["Prices", "Other"]);
    expect(both.pages[0]).toBe('name,price,since\n"a, b",1.5,2024-01-01\nc,,true');
    expect(both.text).toContain("--- Sheet 2: Other ---\nx");
    expect((await read(xlsx({ Only: [["x"], [1]] }))).text).toBe("x\n1");
  });

  it("has the chapters of a book under their titles, without the cover", async () => {
    const { unit, titles, text } = await read(epub(["<h1>One</h1><p>It <em>began</em>.</p>", "<p>No title</p>"]));
    expect(unit).toBe("chapter");
    expect(titles).toEqual(["One", undefined]);
    expect(text).toBe("--- Chapter 1: One ---\n# One\n\nIt *began*.\n\n--- Chapter 2 ---\nNo title");
  });

  it("has a web page as Markdown, without what runs in it", async () => {
    const page =
      '<!doctype html><html><head><title>t</title><script>bad()</script><style>p{}</style></head><body><h2>Hi</h2><ul><li>one</li><li><a href="https://x.example/">two</a></li></ul><img src="https://x.example/p.png" alt="A cat"><img src="data:image/png;base64,AAAA"></body></html>';
    expect((await read(html(page))).text).toBe("## Hi\n\n- one\n- [two](https://x.example/)\n\nPicture: A cat");
  });

  it("reads a web page in the letters that it names", async () => {
    const page = Buffer.from(
      '<html><head><meta charset="windows-1251"></head><body>\xcf\xf0\xe8\xe2\xe5\xf2</body></html>',
      "latin1",
    );
    expect((await read(page)).text).toBe("Привет");
  });

  it("leaves Markdown as it stands", async () => {
    expect(await read(html("# A\n\n* b_c"))).toMatchObject({ unit: "document", text: "# A\n\n* b_c" });
  });

  it("is its pages under their marks, whatever they hold", async () => {
    const units = fc.constantFrom("page" as const, "slide" as const, "chapter" as const);
    const pageTexts = fc.array(
      fc.string({ minLength: 1 }).filter((text) => text === text.trimEnd()),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(units, pageTexts, (unit, texts) => {
        let rest = joinPages(
          unit,
          texts.map((text) => ({ text })),
        );
        for (const [index, text] of texts.entries()) {
          const begin = `${index === 0 ? "" : "\n\n"}${pageMark(unit, index + 1)}\n${text}`;
          expect(rest.startsWith(begin)).toBe(true);
          rest = rest.slice(begin.length);
        }
        expect(rest).toBe("");
      }),
    );
  });
});

describe("a scan", () => {
  it("says that it is one, and what can be done", async () => {
    const refusal = read(pdf([[], []]));
    await expect(refusal).rejects.toMatchObject({ code: "unsupported_file", facts: { scan: true, pages: 2 } });
    await expect(refusal).rejects.toThrow(/none of its 2 pages has text.*as pictures.*wire the file itself/);
  });

  it("gives its pages as pictures where they are wanted", async () => {
    const { pictures, pages, notices } = await read(pdf([[], []]), "pictures");
    expect(pages).toEqual(["", ""]);
    expect(pictures.map((picture) => Buffer.from(picture.subarray(0, 3)).toString("hex"))).toEqual([
      "ffd8ff",
      "ffd8ff",
    ]);
    expect(notices).toEqual([
      { code: "pages_without_text", message: "None of the 2 pages has text. They are given as pictures." },
    ]);
  });

  it("is read without text where the file itself is to be sent", async () => {
    expect(await read(pdf([[]]), "empty")).toMatchObject({ pages: [""], pictures: [] });
  });

  it("is not what has text on a page: those without are named, and alone become pictures", async () => {
    const mixed = pdf([["text"], [], ["more"], []]);
    expect((await read(mixed)).notices[0]?.message).toContain("Of 4 pages, these have no text: 2, 4.");
    expect((await read(mixed, "pictures")).pictures).toHaveLength(2);
  });
});

describe("what cannot be read", () => {
  const manyParts = () =>
    zipSync(
      Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`word/document${index}`, new Uint8Array()])),
      { level: 0 },
    );

  it.each<[string, Uint8Array, RegExp]>([
    ["a PDF with a password", lockedPdf(), /password.*Save it without/],
    ["a broken PDF", html("%PDF-1.7\nnothing"), /PDF file cannot be read.*broken/],
    ["a PDF without pages", pdf([]), /PDF file.*no pages/],
    ["an Office file with a password", oldOffice("EncryptedPackage"), /password/],
    ["a .doc", oldOffice("WordDocument"), /Save it as \.docx/],
    ["a .ppt", oldOffice("PowerPoint Document"), /Save it as \.pptx/],
    ["a .xls", oldOffice("Workbook"), /Save it as \.xlsx/],
    ["an RTF", html("{\\rtf1 hello}"), /RTF.*Save it as \.docx/],
    ["an archive", zip({ "a.txt": "a" }), /archive.*PDF, DOCX/],
    ["a DOCX without its text", zip({ "word/document.txt": "a" }), /DOCX file cannot be read/],
    ["a DOCX that is cut", docx(paragraph("a")).slice(0, 300), /cannot be read/],
    ["a DOCX without words", docx(paragraph("")), /no text/],
    ["slides that are missing", zip({ "ppt/presentation.xml": "<p/>" }), /lacks its part ppt\/_rels/],
    ["a workbook without cells", xlsx({ A: [] }), /no cell/],
    [
      "a book under DRM",
      epub(["<p>x</p>"], { "META-INF/encryption.xml": '<e Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>' }),
      /DRM/,
    ],
    ["a page without words", html("<html><script>x</script></html>"), /no text/],
    ["bytes of no kind", Uint8Array.from([0, 1, 2, 3]), /none of the documents/],
    ["text in other letters", Buffer.from("caf\u00e9 ol\u00e9", "latin1"), /UTF-8/],
    ["nothing", new Uint8Array(), /empty/],
  ])("is said of %s", async (_, bytes, words) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: "unsupported_file", message: words });
  });

  it("is said of a package that unpacks to too much, before it is unpacked", async () => {
    await expect(read(claiming(300_000_000, 10))).rejects.toMatchObject({ code: "too_large" });
    await expect(read(claiming(300_000_000, 10, "xl/workbook.xml"))).rejects.toMatchObject({ code: "too_large" });
    await expect(read(manyParts())).rejects.toMatchObject({ code: "too_large" });
  });

  it("does not get larger than it says, when what it says is a lie", async () => {
    const lie = claiming(1000, 10_000_000);
    await expect(read(lie)).rejects.toMatchObject({ code: "unsupported_file" });
  });

  it("resolves no entity of a document", async () => {
    const entities = `<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "boom"><!ENTITY f SYSTEM "file:///etc/passwd">]><p:presentation xmlns:p="p">&a;&f;</p:presentation>`;
    const parts = { "ppt/presentation.xml": entities, "ppt/_rels/presentation.xml.rels": "<Relationships/>" };
    await expect(read(zip(parts))).rejects.toMatchObject({ code: "unsupported_file" });
  });
});

/** A package whose part of so many bytes says another size of itself. */
function claiming(size: number, bytes: number, name = "word/document.xml"): Uint8Array {
  const packed = zip({ [name]: new Uint8Array(bytes) });
  const entry = Buffer.from(packed.buffer).indexOf("PK\x01\x02");
  new DataView(packed.buffer).setUint32(entry + 24, size, true);
  return packed;
}
