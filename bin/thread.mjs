// @ts-check
// Where a worker thread begins (src/lib/worker). Plain JavaScript, since nothing strips types before it has run.
import "./register.mjs";

await import("../src/lib/worker/thread");
