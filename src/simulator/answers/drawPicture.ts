import { crc32, deflateSync } from "node:zlib";
import { createChoices } from "./random";

const bands = 16;
/** Rows are written alike within a band, so that even a large picture is a small file. */
const fastest = { level: 1 };

/** A PNG of coloured bands, the same for the same prompt; width and height in pixels. */
export function drawPicture(prompt: string, width = 1024, height = 1024): Buffer {
  const choices = createChoices(prompt);
  return drawBands(
    Array.from({ length: bands * 3 }, () => choices.int(256)),
    width,
    height,
  );
}

/** A PNG of one band for each three numbers of the palette; with `clear` the first colour lets what is behind through. */
export function drawBands(palette: readonly number[], width: number, height: number, clear = false): Buffer {
  const bands = palette.length / 3;
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    const band = Math.floor((y * bands) / height);
    rows.fill(band, y * (width + 1) + 1, (y + 1) * (width + 1));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a pixel, each the number of a colour.
  header.set([8, 3, 0, 0, 0], 8);
  const chunks = [
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette)),
    ...(clear ? [chunk("tRNS", Buffer.from([0]))] : []),
    chunk("IDAT", deflateSync(rows, fastest)),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
