import { createNodeWork } from "./nodeWork";
import { createWorkers } from "./workers";

/** The real one, for tests of nodes and runs: threads start when a test needs them. */
export const testWork = createNodeWork(createWorkers());
