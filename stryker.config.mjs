/** Mutation testing of the core by its unit tests; `bin/mutate.ts` says of which folders. */
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "vitest.mutate.config.ts" },
  ignorePatterns: ["/.next", "/bench", "/data*", "/docs", "/e2e", "/public", "/reports"],
  // Paths in it need no rewriting, and TypeScript 7 has no API to do it with.
  tsconfigFile: "none",
  incremental: true,
  reporters: ["progress", "clear-text", "json", "html"],
  clearTextReporter: { allowColor: false, reportTests: false },
  concurrency: 1,
};
