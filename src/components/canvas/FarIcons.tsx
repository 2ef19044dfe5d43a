import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { lookOf, nodeTypes } from "@/components/kinds/nodeViews";
import { UNKNOWN_ICON } from "@/components/nodes/FarNode";
import { StatusIcon, shownStatuses } from "@/components/nodes/NodeStatusLabel";
import { OffIcon, offs } from "@/components/nodes/OffLabel";
import type { NodeStatus } from "@/store/runReducer";
import { rulesOf } from "./farIconRules";
import { watchTheme } from "./watchTheme";

/**
 * The icons of nodes from afar, as pictures in the colours that styles give them. An `<svg>` in each node would be a
 * drawing of its own, to be put together with a thousand others in every frame; a picture is part of its node.
 */
export function FarIcons() {
  const samples = useRef<HTMLDivElement>(null);
  const [rules, setRules] = useState<string>();
  useLayoutEffect(() => {
    if (rules === undefined && samples.current !== null) setRules(rulesOf(samples.current));
  }, [rules]);
  useLayoutEffect(() => watchTheme(() => setRules(undefined)), []);
  if (rules !== undefined) return <style>{rules}</style>;
  return (
    <div ref={samples} hidden>
      <Samples />
      {/* What keeps a run from starting, or failed in part, has the colours of a failure. */}
      <Samples status="failed" />
    </div>
  );
}

function Samples({ status }: { status?: NodeStatus }) {
  return (
    <>
      {[...nodeTypes, UNKNOWN_ICON].map((type) => {
        const { icon: Icon, shape } = lookOf(type);
        return (
          <Sample key={type} data-icon={type} data-shape={shape} data-status={status ?? "idle"}>
            <Icon strokeWidth={1.75} className="far-icon" />
          </Sample>
        );
      })}
      {shownStatuses.map((shown) => (
        <Sample key={shown} data-icon={shown} data-status={status ?? shown}>
          <StatusIcon status={shown} className="far-icon" />
        </Sample>
      ))}
      {offs.map((off) => (
        <Sample key={off} data-icon={off} data-off={off} data-status={status ?? "idle"}>
          <OffIcon off={off} className="far-icon" />
        </Sample>
      ))}
    </>
  );
}

/** What an icon stands in, as far as its colour follows from it. */
function Sample(props: Record<`data-${string}`, string> & { children: ReactNode }) {
  return <div className="node-frame node-far" {...props} />;
}
