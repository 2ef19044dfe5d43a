import { useMemo } from "react";
import { Markdown } from "@/components/nodes/Markdown";
import type { Mark } from "@/components/nodes/sources";
import { mayHaveMath, withDollars } from "./dollars";
import { codeInColours, useMath } from "./richParts";

/** Markdown with colours in its code and its formulas set. */
export function RichText({ text, marks }: { text: string; marks?: readonly Mark[] }) {
  const hasMath = useMemo(() => mayHaveMath(text), [text]);
  const math = useMath(hasMath);
  const extras = useMemo(() => ({ ...math, components: codeInColours }), [math]);
  return <Markdown text={hasMath ? withDollars(text) : text} marks={marks} extras={extras} />;
}
