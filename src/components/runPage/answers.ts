import type { Given } from "@/components/inputs/givenValues";
import { isAssetRef, toText } from "@/lib/nodes/values";
import { own } from "@/types/own";
import type { PageInput } from "@/types/pages";
import type { Value } from "@/types/run";

/** What stands in the fields of a page, by the names of its inputs. */
export type Answers = Readonly<Record<string, Given>>;

/** What an empty form begins with, or what a run was given. */
export function answersOf(inputs: readonly PageInput[], values: Readonly<Record<string, Value>> = {}): Answers {
  return Object.fromEntries(
    inputs.flatMap((input) => {
      const given = toGiven(own(values, input.name) ?? input.default);
      return given === undefined ? [] : [[input.name, given]];
    }),
  );
}

function toGiven(value: Value | undefined): Given | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isAssetRef(value)) return { text: toText(value) };
  return { asset: value, ...(value.name === undefined ? {} : { fileName: value.name }) };
}

/** The inputs of a run. A file keeps its name, for whoever reads of it later. */
export function toInputs(inputs: readonly PageInput[], answers: Answers): Record<string, Value> {
  return Object.fromEntries(
    inputs.flatMap(({ name }): [string, Value][] => {
      const given = own(answers, name);
      if (given === undefined) return [];
      if ("text" in given) return [[name, given.text]];
      return [[name, given.fileName === undefined ? given.asset : { ...given.asset, name: given.fileName }]];
    }),
  );
}

/** Why a field cannot be sent as it is. */
export type Lack = "missing" | "notNumber";

export function lackOf({ kind, required, name }: PageInput, answers: Answers): Lack | undefined {
  const given = own(answers, name);
  const isEmpty = given === undefined || ("text" in given && given.text.trim() === "");
  if (isEmpty) return required ? "missing" : undefined;
  return kind === "number" && "text" in given && !Number.isFinite(Number(given.text)) ? "notNumber" : undefined;
}
