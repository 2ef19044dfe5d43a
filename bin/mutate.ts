import { spawn } from "node:child_process";
import { join } from "node:path";

/**
 * Mutation testing of folders or files: `npm run mutate -- src/lib/engine`, the core without any. What begins with a
 * dash goes on to Stryker as it stands. Ends with Stryker's own status.
 */

const core = ["auth", "engine", "llm", "runs", "security"].map((name) => `src/lib/${name}`);
const helpers = ["!src/**/*.test.ts", "!src/**/test*.ts", "!src/**/testkit/**", "!src/**/__fixtures__/**"];

const given = process.argv.slice(2);
const options = given.filter((argument) => argument.startsWith("-"));
const named = given.filter((argument) => !argument.startsWith("-"));
const sources = (named.length > 0 ? named : core).map((path) =>
  /\.ts$|\.ts:/.test(path) ? path : `${path.replace(/\/$/, "")}/**/*.ts`,
);

const stryker = join("node_modules", ".bin", "stryker");
const child = spawn(stryker, ["run", "--mutate", [...sources, ...helpers].join(), ...options], { stdio: "inherit" });
child.on("exit", (status) => process.exit(status ?? 1));
