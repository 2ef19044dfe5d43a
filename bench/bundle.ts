import { gzipSync } from "node:zlib";
import { startBenchApp } from "./support/processes";
import { report } from "./support/table";

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
    const what = `first-load JavaScript, ${paths.size} files, gzip`;
    report({ what, ours: bytes / 1024, unit: "KB", goal: { most: 260 } });
  } finally {
    await app.stop();
  }
}
