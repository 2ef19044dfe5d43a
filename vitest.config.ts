import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL("./src", import.meta.url)) };
const setupFiles = ["./src/testSetup.ts"];
/** What is waited for takes as long as the machine wants: the standard of a second is a limit of time by itself. */
const expect = { poll: { timeout: 15_000 } };
const mainFlows = ["durable", "results", "run", "versions"];

/** Unit tests stand beside the code; integration tests start servers or processes; e2e drives Chromium, as do the pictures of the guide. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "bin/**/*.test.ts"],
          exclude: ["src/components/**", "src/store/**", "src/**/*.integration.test.ts"],
          expect,
          setupFiles,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "browser-units",
          environment: "happy-dom",
          include: ["src/components/**/*.test.{ts,tsx}", "src/store/**/*.test.ts"],
          expect,
          setupFiles: [...setupFiles, "./src/components/browserTestSetup.ts"],
          testTimeout: 20_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["src/**/*.integration.test.ts"],
          expect,
          setupFiles,
          globalSetup: ["./src/postgresTestSetup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Most of their time they wait for processes that they started.
          maxWorkers: 3,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          expect,
          setupFiles,
          testTimeout: 90_000,
          hookTimeout: 180_000,
          // Each file has a server and a browser of its own, which mostly wait.
          maxWorkers: 2,
          // A browser on a computer that others use may miss a frame; what failed once is named by the runner.
          retry: 1,
        },
      },
      {
        resolve: { alias },
        test: {
          // What people do most, once more with everything in a database.
          name: "e2e-database",
          include: mainFlows.map((flow) => `e2e/${flow}.test.ts`),
          env: { TEST_KEPT_IN: "database" },
          expect,
          setupFiles,
          globalSetup: ["./src/postgresTestSetup.ts"],
          testTimeout: 90_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
          retry: 1,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "pictures",
          include: ["e2e/pictures/**/*.pictures.ts"],
          expect,
          setupFiles,
          testTimeout: 90_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
