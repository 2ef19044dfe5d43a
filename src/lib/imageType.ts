const signatures: readonly (readonly [mime: string, offset: number, bytes: string])[] = [
  ["image/png", 0, "\x89PNG\r\n\x1a\n"],
  ["image/jpeg", 0, "\xff\xd8\xff"],
  ["image/gif", 0, "GIF8"],
  ["image/webp", 8, "WEBP"],
];

/** As many bytes as `imageTypeOf` looks at. */
export const IMAGE_HEAD_BYTES = 16;

/** The type of an image by its first bytes; undefined for anything else. */
export function imageTypeOf(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, IMAGE_HEAD_BYTES));
  return signatures.find(([, offset, signature]) => head.startsWith(signature, offset))?.[0];
}
