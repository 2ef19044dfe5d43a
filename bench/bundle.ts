import { gzipSync } from "node:zlib";
import { startBenchApp } from "./support/processes";
import { report } from "./support/table";

/** Scripts that the first page has a browser of today load, compressed as a server in front would. */
export async function run(): Promise<void> {
  const app = await startBenchApp("http://127.0.0.1:9");
  try {
    const page = await (await fetch(app.url)).text();
    const paths = scriptsOf(page);
    let bytes = 0;
    for (const path of paths) bytes += gzipSync(Buffer.from(await (await fetch(app.url + path)).arrayBuffer())).length;
    if (paths.size === 0) throw new Error("The page names no script.");
    const what = `first-load JavaScript, ${paths.size} files, gzip`;
    report({ what, ours: bytes / 1024, unit: "KB", goal: { most: 260 } });
  } finally {
    await app.stop();
  }
}

/** Without polyfills: browsers that know modules pass over scripts marked `noModule`. */
function scriptsOf(page: string): Set<string> {
  const tags = Array.from(page.matchAll(/<(?:script|link)\b[^>]*>/g), ([tag]) => tag);
  const pathOf = (tag: string) => /(?:src|href)="(\/_next\/static\/[^"]+\.js)"/.exec(tag)?.[1];
  const polyfills = new Set(tags.filter((tag) => /\snomodule\b/i.test(tag)).map(pathOf));
  return new Set(tags.flatMap((tag) => pathOf(tag) ?? []).filter((path) => !polyfills.has(path)));
}
