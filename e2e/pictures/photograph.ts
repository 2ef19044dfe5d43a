import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";

const directory = "docs/images";

/** When something was, and what stands in its place. */
const times: [string, string][] = [
  ["\\b\\d\\d:\\d\\d:\\d\\d\\b", "10:24:31"],
  ["\\b\\d\\d:\\d\\d\\b(?! left)", "10:24"],
  ["\\b\\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b", "29 Nov"],
  ["made 29 Nov 20\\d\\d\\b", "made 29 Nov 2026"],
  ["<?\\b\\d+(\\.\\d)? s\\b", "0.4 s"],
];

/** What else is another one each time. */
const steady: [string, string][] = [
  ["pb_… [\\w-]{4}", "pb_… 4711"],
  ["localhost:\\d{5}", "localhost:3000"],
  ["127\\.0\\.0\\.1:\\d{5}", "127.0.0.1:4010"],
  ["\\bport \\d{5}", "port 1455"],
  ["\\b[A-Z]{4}-\\d{5}\\b", "PBAY-10243"],
  ["\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b", "94ba60c0-3abc-4a5f-8c1c-b9e4b30ed9cc"],
];

/** Of the dots of a picture. What bars that tell times change is less, a word is more. */
const SAME_SHARE = 0.0003;
/** Of 255, in one colour of a dot. */
const SAME_COLOUR = 24;

/**
 * Keeps what the page shows as `docs/images/<name>.png`, in 256 colours. A picture that looks like the one that is
 * there already leaves it alone, so that a commit holds only what changed.
 */
export async function photograph(page: Page, name: string, { keepsTimes = false } = {}): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(holdStill, keepsTimes ? steady : [...times, ...steady]);
  const shot = await page.screenshot({ animations: "disabled", caret: "hide" });
  const path = join(directory, `${name}.png`);
  const bytes = await sharp(shot).png({ palette: true, quality: 90, effort: 10 }).toBuffer();
  if (existsSync(path) && (await looksLike(await readFile(path), bytes))) return;
  await writeFile(path, bytes);
}

function holdStill(always: [string, string][]): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: text } = walker;
    const still = always.reduce(
      (value, [from, to]) => value.replaceAll(new RegExp(from, "g"), to),
      text.nodeValue ?? "",
    );
    if (still !== text.nodeValue) text.nodeValue = still;
  }
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
