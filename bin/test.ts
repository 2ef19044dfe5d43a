import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { findChromium } from "./chromium";

/** Everything that must hold, in the order in which a fault is cheapest to see. Ends with `N passed, N failed`. */

interface Outcome {
  name: string;
  passed: number;
  failed: number;
  /** Full titles of the tests that failed with what they said, as far as they are known. */
  failures?: string[];
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
for (const { name, failed, failures = [] } of outcomes) {
  if (failed > 0) console.log([`\n${name}: ${failed} failed`, ...failures].join("\n  "));
}
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

/** What is read of the report of the runner. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: FileReport[];
}

interface FileReport {
  name: string;
  status: string;
  /** Why the file as a whole failed. */
  message?: string;
  assertionResults: AssertionReport[];
}

interface AssertionReport {
  status: string;
  fullName: string;
  failureMessages?: string[];
}

function failuresOf({ name, status, message, assertionResults }: FileReport): string[] {
  const file = relative(process.cwd(), name);
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0 && status === "failed") return [`${file}: ${message ?? "failed as a whole"}`];
  // A difference between two long texts can be longer than all of a log that is kept.
  const said = ({ failureMessages = [] }: AssertionReport) => failureMessages.join("\n").slice(0, 2000);
  return failed.map((test) => `${file}: ${test.fullName}\n${said(test)}`);
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
    const { numPassedTests, numFailedTests, testResults }: Report = JSON.parse(readFileSync(report, "utf8"));
    const missed = status !== 0 && numFailedTests === 0 ? 1 : 0;
    return {
      name,
      passed: numPassedTests,
      failed: numFailedTests + missed,
      failures: testResults.flatMap(failuresOf),
    };
  } catch (error) {
    console.error(error);
    return { name, passed: 0, failed: 1 };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
