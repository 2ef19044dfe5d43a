import { strToU8, zipSync } from "fflate";

/** Documents made for tests, small and of the shape that the programs write. */

const pdfText = (line: string) => line.replace(/[()\\]/g, "\\$&");

export interface TestPdf {
  /** More entries of the trailer. */
  trailer?: string;
}

/** A PDF with these lines on its pages; a page without any is a picture, as a scan is. */
export function pdf(pages: string[][], { trailer = "" }: TestPdf = {}): Uint8Array {
  const objects = ["<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", "", picture];
  const kids = pages.map((lines) => {
    const shown = lines.map((line) => `(${pdfText(line)}) Tj T*`).join("\n");
    const content = lines.length === 0 ? "q 400 0 0 400 72 72 cm /P Do Q" : `BT /F 12 Tf 72 720 Td 14 TL\n${shown}\nET`;
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${objects.length} 0 R /Resources << /Font << /F 1 0 R >> /XObject << /P 3 0 R >> >> >>`,
    );
    return `${objects.length} 0 R`;
  });
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.join(" ")}] >>`;
  objects.push("<< /Type /Catalog /Pages 2 0 R >>");
  return Buffer.from(toFile(objects, trailer), "latin1");
}

/** Two pixels. */
const picture =
  "<< /Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 2 >>\nstream\n@~\nendstream";

function toFile(objects: string[], trailer: string): string {
  let file = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const start = file.length;
  const size = objects.length + 1;
  return `${file}xref\n0 ${size}\n0000000000 65535 f \n${places.join("")}trailer << /Size ${size} /Root ${objects.length} 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF`;
}

/** Such a PDF asks for a password: none opens what is no key. */
export const lockedPdf = () =>
  pdf([["secret"]], {
    trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${"ab".repeat(32)}> /U <${"cd".repeat(32)}> /P -44 >> /ID [<00><00>]`,
  });

export function zip(parts: Record<string, string | Uint8Array>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === "string" ? strToU8(part) : part]),
    ),
  );
}

const relations = (entries: string) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries}</Relationships>`;
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;

/** A Word document; `body` is WordprocessingML. */
export function docx(body: string, more: Record<string, string | Uint8Array> = {}): Uint8Array {
  return zip({
    "[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    "_rels/.rels": relations(relation("r1", "officeDocument", "word/document.xml")),
    "word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    ...more,
  });
}
export const paragraph = (text: string, style = "") =>
  `<w:p>${style && `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`;
export const pageBreak = `<w:p><w:r><w:br w:type="page"/></w:r></w:p>`;

const drawing = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`;

/** A presentation; each slide is the shapes on it, in DrawingML. Its files are numbered backwards. */
export function pptx(slides: string[], notes: Record<number, string> = {}): Uint8Array {
  const fileOf = (index: number) => `slide${slides.length - index}.xml`;
  const parts: Record<string, string> = {
    "ppt/presentation.xml": `<?xml version="1.0"?><p:presentation ${drawing}><p:sldIdLst>${slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="s${index}"/>`).join("")}</p:sldIdLst></p:presentation>`,
    "ppt/_rels/presentation.xml.rels": relations(
      slides.map((_, index) => relation(`s${index}`, "slide", `slides/${fileOf(index)}`)).join(""),
    ),
  };
  for (const [index, shapes] of slides.entries()) {
    parts[`ppt/slides/${fileOf(index)}`] = `<p:sld ${drawing}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`;
    const noted = notes[index];
    if (noted === undefined) continue;
    parts[`ppt/slides/_rels/${fileOf(index)}.rels`] = relations(
      relation("n", "notesSlide", `../notesSlides/notes${index}.xml`),
    );
    parts[`ppt/notesSlides/notes${index}.xml`] =
      `<p:notes ${drawing}><p:cSld><p:spTree>${shape(noted, "body")}${shape("7", "sldNum")}</p:spTree></p:cSld></p:notes>`;
  }
  return zip(parts);
}
export function shape(text: string, type = ""): string {
  const lines = text.split("\n").map((line) => {
    const level = /^ */.exec(line)?.[0].length ?? 0;
    return `<a:p>${level > 0 ? `<a:pPr lvl="${level}"/>` : ""}<a:r><a:t>${line.trim()}</a:t></a:r></a:p>`;
  });
  return `<p:sp><p:nvSpPr><p:nvPr>${type && `<p:ph type="${type}"/>`}</p:nvPr></p:nvSpPr><p:txBody>${lines.join("")}</p:txBody></p:sp>`;
}
export const slideTable = (rows: string[][]) =>
  `<p:graphicFrame><a:graphic><a:graphicData><a:tbl>${rows.map((row) => `<a:tr>${row.map((cell) => `<a:tc><a:txBody><a:p><a:r><a:t>${cell}</a:t></a:r></a:p></a:txBody></a:tc>`).join("")}</a:tr>`).join("")}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;

/** A workbook of texts and numbers; `{ day }` is a cell with the serial number of a day in the format of a date. */
export function xlsx(sheets: Record<string, (string | number | boolean | { day: number } | null)[][]>): Uint8Array {
  const names = Object.keys(sheets);
  const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`;
  const parts: Record<string, string> = {
    "xl/workbook.xml": `<?xml version="1.0"?><workbook ${main}><sheets>${names.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="s${index}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(
      names.map((_, index) => relation(`s${index}`, "worksheet", `worksheets/sheet${index}.xml`)).join("") +
        relation("st", "styles", "styles.xml"),
    ),
    "xl/styles.xml": `<styleSheet ${main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
  for (const [index, rows] of Object.values(sheets).entries()) {
    const data = rows.map(
      (row, line) =>
        `<row r="${line + 1}">${row.map((value, column) => cell(value, `${String.fromCharCode(65 + column)}${line + 1}`)).join("")}</row>`,
    );
    parts[`xl/worksheets/sheet${index}.xml`] = `<worksheet ${main}><sheetData>${data.join("")}</sheetData></worksheet>`;
  }
  return zip(parts);
}
function cell(value: string | number | boolean | { day: number } | null, place: string): string {
  if (value === null) return "";
  if (typeof value === "string") return `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
  if (typeof value === "boolean") return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
  return typeof value === "number"
    ? `<c r="${place}"><v>${value}</v></c>`
    : `<c r="${place}" s="1"><v>${value.day}</v></c>`;
}

/** A book with these pages in their order; its first page is a cover without text. */
export function epub(chapters: string[], more: Record<string, string> = {}): Uint8Array {
  const items = ["<p/>", ...chapters];
  const parts: Record<string, string> = {
    mimetype: "application/epub+zip",
    "META-INF/container.xml": `<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
    "OEBPS/book.opf": `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><manifest>${items.map((_, index) => `<item id="c${index}" href="text/chapter%20${index}.xhtml" media-type="application/xhtml+xml"/>`).join("")}</manifest><spine>${items.map((_, index) => `<itemref idref="c${index}"/>`).join("")}</spine></package>`,
    ...more,
  };
  for (const [index, body] of items.entries()) {
    parts[`OEBPS/text/chapter ${index}.xhtml`] =
      `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>${body}</body></html>`;
  }
  return zip(parts);
}

/** The older container of Office files, with a stream of that name. */
export function oldOffice(stream: string): Uint8Array {
  return Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(504), Buffer.from(stream, "utf16le")]);
}
