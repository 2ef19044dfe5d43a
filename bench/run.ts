import { note, printTable } from "./support/table";

/**
 * `npm run bench`: every benchmark, or those named (`npm run bench engine start`). Each prints ratios between things
 * measured side by side in one run: the machines differ, the ratios hardly do. All figures stand in a table at the
 * end. A missed goal is told; only a benchmark that cannot be measured makes the exit code 1.
 */
const benches: Record<string, () => Promise<{ run: () => Promise<void> }>> = {
  engine: () => import("./engine"),
  parallel: () => import("./parallel"),
  peers: () => import("./peers"),
  lists: () => import("./lists"),
  cached: () => import("./cached"),
  foreign: () => import("./foreign"),
  resume: () => import("./resume"),
  relay: () => import("./relay"),
  readers: () => import("./readers"),
  start: () => import("./start"),
  bundle: () => import("./bundle"),
  canvas: () => import("./canvas"),
  streaming: () => import("./streaming"),
  drawer: () => import("./drawer"),
  openings: () => import("./openings"),
  refresh: () => import("./refresh"),
  teams: () => import("./teams"),
};
/** They take minutes and gigabytes, so they run only when they are named (`npm run bench:refresh`, `npm run bench teams`). */
const onlyNamed = new Set(["refresh", "teams"]);

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}
for (const [name, load] of Object.entries(benches)) {
  if (asked.length > 0 ? !asked.includes(name) : onlyNamed.has(name)) continue;
  console.log(`\n== ${name}`);
  try {
    await (await load()).run();
  } catch (error) {
    process.exitCode = 1;
    console.error(error);
    note(`${name} could not be measured: ${error instanceof Error ? error.message : error}`);
  }
}
printTable();
