/** How files begin that are no text, whatever they are called. */
export const PDF_BEGIN = "%PDF-";
export const ZIP_BEGIN = "PK\x03\x04";
export const OLD_OFFICE_BEGIN = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/** As many bytes as `isContainer` looks at. */
export const CONTAINER_HEAD_BYTES = 8;

/** Whether bytes are a PDF, or the package of an Office file or a book. */
export function isContainer(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, CONTAINER_HEAD_BYTES));
  return [PDF_BEGIN, ZIP_BEGIN, OLD_OFFICE_BEGIN].some((begin) => head.startsWith(begin));
}
