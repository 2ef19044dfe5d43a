import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "./chromium";

/** Everything that must hold, in the order in which a fault is cheapest to see. Ends with `N passed, N failed`. */

interface Outcome {
  name: string;
  passed: number;
  failed: number;
}

const bin = (name: string) => join("node_modules", ".bin", name);

const outcomes: Outcome[] = [
  await check("Format and lint", bin("biome"), ["check", "--error-on-warnings", "."]),
  await check("Build", bin("next"), ["build"]),
  await check("Types", bin("tsc"), ["--noEmit"]),
  await testProjects(["unit", "browser-units"]),
  await testProjects(["integration"]),
];
process.env.CHROMIUM_PATH = await findChromium();
outcomes.push(await testProjects(["e2e"]), await testProjects(["e2e-database"]));

// Named again here: what a step printed can be thousands of lines above.
for (const { name, failed } of outcomes) if (failed > 0) console.log(`\n${name}: ${failed} failed`);
const sum = (count: "passed" | "failed") => outcomes.reduce((total, outcome) => total + outcome[count], 0);
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(sum("failed") === 0 ? 0 : 1);

async function run(command: string, args: string[]): Promise<number> {
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (status) => resolve(status ?? 1));
  });
}

/** A tool that only says yes or no counts as one test. */
async function check(name: string, command: string, args: string[]): Promise<Outcome> {
  console.log(`\n== ${name}`);
  const status = await run(command, args);
  return { name, passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
}

/** Counts from the runner's own report; a run without a report, or without a test, counts as a failure. */
async function testProjects(projects: string[]): Promise<Outcome> {
  const name = `Tests: ${projects.join(", ")}`;
  console.log(`\n== ${name}`);
  const directory = mkdtempSync(join(tmpdir(), "patchbay-test-"));
  const report = join(directory, "report.json");
  const selected = projects.flatMap((project) => ["--project", project]);
  try {
    const status = await run(bin("vitest"), [
      "run",
      ...selected,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ]);
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
    const missed = status !== 0 && numFailedTests === 0 ? 1 : 0;
    return { name, passed: numPassedTests, failed: numFailedTests + missed };
  } catch (error) {
    console.error(error);
    return { name, passed: 0, failed: 1 };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
