import { weighFirstScripts } from "../e2e/support/firstScripts";
import { startBenchApp } from "./support/processes";
import { report } from "./support/table";

/** Scripts that come with the first page. */
export async function run(): Promise<void> {
  const app = await startBenchApp("http://127.0.0.1:9");
  try {
    const { count, bytes } = await weighFirstScripts(app.url);
    const what = `first-load JavaScript, ${count} files, gzip`;
    report({ what, ours: bytes / 1024, unit: "KB", goal: { most: 260 } });
  } finally {
    await app.stop();
  }
}
