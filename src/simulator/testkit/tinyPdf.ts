/** A PDF of so many empty pages, just enough to be one, as a data URL. */
export function tinyPdf(pages = 1): string {
  const kids = Array.from({ length: pages }, (_, index) => `${index + 3} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    ...Array.from({ length: pages }, () => "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"),
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj ${object} endobj`).join("\n");
  const text = `%PDF-1.4\n${body}\ntrailer << /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF\n`;
  return `data:application/pdf;base64,${Buffer.from(text, "latin1").toString("base64")}`;
}
