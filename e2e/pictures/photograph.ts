import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";

const directory = "docs/images";

/** Of the dots of a picture. What times and durations change is less. */
const SAME_SHARE = 0.004;
/** Of 255, in one colour of a dot. */
const SAME_COLOUR = 24;

/**
 * Keeps what the page shows as `docs/images/<name>.png`, in 256 colours. A picture that looks like the one that is
 * there already leaves it alone, so that a commit holds only what changed.
 */
export async function photograph(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const shot = await page.screenshot({ animations: "disabled", caret: "hide" });
  const path = join(directory, `${name}.png`);
  const bytes = await sharp(shot).png({ palette: true, quality: 90, effort: 10 }).toBuffer();
  if (existsSync(path) && (await looksLike(await readFile(path), bytes))) return;
  await writeFile(path, bytes);
}

async function looksLike(before: Buffer, after: Buffer): Promise<boolean> {
  const [old, present] = await Promise.all([dotsOf(before), dotsOf(after)]);
  if (old.length !== present.length) return false;
  let different = 0;
  for (let at = 0; at < present.length; at += 3) {
    const apart = [0, 1, 2].some(
      (colour) => Math.abs((old[at + colour] ?? 0) - (present[at + colour] ?? 0)) > SAME_COLOUR,
    );
    if (apart) different += 1;
  }
  return different < (present.length / 3) * SAME_SHARE;
}

/** Red, green and blue of each dot. */
function dotsOf(png: Buffer): Promise<Buffer> {
  return sharp(png).removeAlpha().raw().toBuffer();
}
