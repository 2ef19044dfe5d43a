import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allMessages } from "@/components/messages/all";
import { chainsAtImport, wordsInCode } from "./testWords";

/** Names that are the same in every language, and what a person types as it stands. */
const sameEverywhere = new Set(["X-Api-Key"]);

function sourcesIn(folder: string, ending: RegExp): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => ending.test(name) && !/\.test\.|(^|\/)messages\//.test(name))
    .map((name) => join(folder, name));
}

const screens = ["src/components", "src/app"].flatMap((folder) => sourcesIn(folder, /\.tsx$/));
const modules = ["src/components", "src/app", "src/store"].flatMap((folder) => sourcesIn(folder, /\.tsx?$/));

describe("words in the code of a component", () => {
  it("are found in texts, in spoken attributes, in labels of options, in branches and in toasts", () => {
    const code = `const options = [{ value: "six", label: "Six" }, { value: "csv", label: words.csv }];
    const A = (props) => {
      toast.error("It failed");
      return <p title={props.a ? "One" : \`Two \${props.b}\`} className="mt-1 flex"><b>Three</b>{props.c && "Four"} · {words.five}</p>;
    }`;
    expect(wordsInCode(code).toSorted()).toEqual(["Four", "It failed", "One", "Six", "Three", "Two "]);
  });

  it("stand nowhere: all of them are in the catalogue", () => {
    const found = screens.flatMap((file) =>
      wordsInCode(readFileSync(file, "utf8")).map((words) => `${file}: ${words}`),
    );
    expect(found.filter((line) => !sameEverywhere.has(line.slice(line.indexOf(": ") + 2)))).toEqual([]);
  });
});

describe("words that are read while a module is loaded", () => {
  it("are found under every name they have there, but not in functions", () => {
    const code = `import { nodes as kinds } from "./nodes"; const name = kinds.unknown;
      const words = messages.shell; const label = words.close; const tabs = [{ label: words.tabs.a }];
      function read() { return words.open; }`;
    expect(chainsAtImport(code)).toEqual([
      "nodes.unknown",
      "messages.shell",
      "messages.shell.close",
      "messages.shell.tabs.a",
    ]);
  });

  it("are none: they would stay English", () => {
    const found = modules.flatMap((file) => {
      const chains = chainsAtImport(readFileSync(file, "utf8"));
      return chains.filter((chain) => typeof wordsAt(chain) === "string").map((chain) => `${file}: ${chain}`);
    });
    expect(found).toEqual([]);
  });
});

/** What a chain leads to in the catalogue, by whatever name its beginning was imported. */
function wordsAt(chain: string): unknown {
  const [first = "", ...rest] = chain.split(".");
  const root = first === "messages" ? allMessages : Object.entries(allMessages).find(([area]) => area === first)?.[1];
  return rest.reduce<unknown>((at, key) => (isBranch(at) ? at[key] : undefined), root);
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
