import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, it } from "vitest";

/** What an import names: a file of ours, or a package as it stands. */
function toModule(from: string, name: string): string {
  const path = name.startsWith("@/") ? join("src", name.slice(2)) : normalize(join(dirname(from), name));
  if (!/^[@.]\//.test(name) && !name.startsWith("..")) return name;
  return [".tsx", ".ts", ""].map((end) => path + end).find((file) => existsSync(file)) ?? path;
}

/** What a module loads at once: neither types nor what it imports when it is used. */
function loadedBy(module: string): string[] {
  if (!/\.tsx?$/.test(module)) return [];
  const found = readFileSync(module, "utf8").matchAll(/^(?:import|export) (?!type )(?:[^;"]*? from )?"([^"]+)";/gm);
  return Array.from(found, ([, name = ""]) => toModule(module, name));
}

/** The way from these files to each module that comes with them. */
function waysFrom(...files: string[]): Map<string, string> {
  const ways = new Map(files.map((file) => [file, file]));
  // A map gives what is added while it is read.
  for (const [module, way] of ways) {
    for (const next of loadedBy(module)) if (!ways.has(next)) ways.set(next, `${way} > ${next}`);
  }
  return ways;
}

/** Next sends what stands in for a page along with it. */
const first = ["page", "layout", "error", "not-found"].map((name) => `src/app/${name}.tsx`);

it("does not bring the canvas, the kinds of nodes or an editor, which are loaded when they are used", () => {
  const ways = waysFrom(...first);
  const heavy = ["@xyflow/react", "src/components/kinds/nodeViews.ts", "@codemirror/state", "katex", "shiki"];
  const late = ["sonner", "next/link", "src/types/pages.ts"];
  expect([...heavy, ...late].map((module) => ways.get(module)).filter(Boolean)).toEqual([]);
  expect(ways.has("src/components/Workspace.tsx")).toBe(true);
  expect(ways.has("src/components/Notice.tsx")).toBe(true);
  expect(ways.has("react")).toBe(true);
});

it("is not larger where a workflow is only run: no canvas, no kinds of nodes, no editor, no reader before a result", () => {
  const ways = waysFrom("src/app/run/[id]/page.tsx", "src/app/layout.tsx");
  const heavy = [
    "@xyflow/react",
    "src/components/kinds/nodeViews.ts",
    "@codemirror/state",
    "katex",
    "shiki",
    "papaparse",
  ];
  const late = ["sonner", "src/components/reader/ReaderBody.tsx", "src/lib/nodes/nodeKinds.ts"];
  expect([...heavy, ...late].map((module) => ways.get(module)).filter(Boolean)).toEqual([]);
  expect(ways.has("src/components/runPage/PageForm.tsx")).toBe(true);
});
