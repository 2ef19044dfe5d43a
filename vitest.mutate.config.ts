import { dirname } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import base from "./vitest.config";

/** The tests beside a mutated file first: most mutants end there, and the others need not run. */
class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const folder = dirname(this.ctx.config.related?.[0] ?? "");
    return files.toSorted((a, b) => shared(folder, b.moduleId) - shared(folder, a.moduleId));
  }
}

/** How many leading folders of a path lead to `file` too. */
function shared(folder: string, file: string): number {
  const to = dirname(file).split("/");
  const from = folder.split("/");
  const apart = from.findIndex((name, i) => name !== to[i]);
  return apart < 0 ? from.length : apart;
}

const unit = base.test?.projects?.[0] as { test: object };

/**
 * Only the unit tests: integration would take seconds for each mutant. Code that counts its mutants is slower, and
 * Stryker itself ends what hangs.
 */
export default defineConfig({
  test: {
    projects: [{ ...unit, test: { ...unit.test, testTimeout: 60_000 } }],
    sequence: { sequencer: NearestFirst },
  },
});
