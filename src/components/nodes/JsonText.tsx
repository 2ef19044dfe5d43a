import { useMemo } from "react";
import type { Value } from "@/types/run";
import { prettyJson } from "./prettyJson";
import { RestOfText, shownOf } from "./RestOfText";

/** JSON with indents, or a text as it stands (`isPlain`); of a long one the beginning. */
export function JsonText(props: { value: Value; nodeId: string | undefined; isPlain?: boolean }) {
  const { value, nodeId, isPlain = false } = props;
  const text = useMemo(() => (isPlain ? String(value) : prettyJson(value)), [value, isPlain]);
  const shown = shownOf(text);
  return (
    <>
      <pre
        className={
          isPlain
            ? "wrap-anywhere whitespace-pre-wrap font-sans"
            : "wrap-anywhere whitespace-pre-wrap font-mono text-xs"
        }
      >
        {shown}
      </pre>
      {shown !== text && <RestOfText nodeId={nodeId} />}
    </>
  );
}
