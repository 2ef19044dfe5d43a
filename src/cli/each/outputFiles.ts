import { endingOf } from "@/lib/fileEnding";
import { isJson } from "@/lib/nodes/jsonText";
import { isAssetRef, toText } from "@/lib/nodes/values";
import type { AssetRef, Value } from "@/types/run";
import { createNamer } from "./rowNames";

/** A file that results are written to. */
export interface OutputFile {
  /** The output that it is of. */
  output: string;
  /** Below the folder of the row; the only file of a row goes by the row's own name. */
  stem: string;
  ending: string;
  content: string | AssetRef;
}

/** How outputs want to be shown, by their names: the formats of output nodes. */
export type OutputFormats = ReadonlyMap<string, string>;

/** The files of one run: one for each output, and for each picture or document of a list. */
export function outputFiles(outputs: Readonly<Record<string, Value>>, formats: OutputFormats): OutputFile[] {
  const namer = createNamer();
  return Object.entries(outputs).flatMap(([name, value]) => {
    const items = Array.isArray(value) ? value : [value];
    const assets = items.filter(isAssetRef);
    const files = assets.map((asset, index): OutputFile => {
      const number = assets.length === 1 ? "" : ` ${index + 1}`;
      return { output: name, stem: namer(`${name}${number}`), ending: endingOf(asset.mime) ?? "bin", content: asset };
    });
    // What else is in the list, and in which order, is told beside its files.
    if (assets.length === items.length && assets.length > 0) return files;
    return [...files, { output: name, stem: namer(name), ...written(value, formats.get(name)) }];
  });
}

function written(value: Value, format = "auto"): Pick<OutputFile, "ending" | "content"> {
  if (typeof value !== "string") return { ending: "json", content: `${toText(value)}\n` };
  if (format === "json" && isJson(value)) return { ending: "json", content: value };
  return { ending: format === "text" ? "txt" : "md", content: value };
}
