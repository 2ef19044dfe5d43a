import { gzipSync } from "node:zlib";
import { report } from "./support/figures";
import { startBenchApp } from "./support/processes";

/** Scripts that the first page names, compressed as a server in front would. */
export async function run(): Promise<void> {
  const app = await startBenchApp("http://127.0.0.1:9");
  try {
    const page = await (await fetch(app.url)).text();
    const paths = new Set(
      Array.from(page.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+\.js)"/g), ([, path]) => path ?? ""),
    );
    let bytes = 0;
    for (const path of paths) bytes += gzipSync(Buffer.from(await (await fetch(app.url + path)).arrayBuffer())).length;
    if (paths.size === 0) throw new Error("The page names no script.");
    report(`first-load JavaScript, ${paths.size} files, gzip`, bytes / 1024, "KB", "≤ 260");
  } finally {
    await app.stop();
  }
}
