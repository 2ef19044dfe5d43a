import { cx } from "@/components/ui/cx";
import { density, type Span, type SpanKind } from "@/store/timeline";

const colours: Record<SpanKind, string> = {
  queued: "bg-[color-mix(in_srgb,var(--color-waiting)_45%,transparent)]",
  waiting: "bg-line-strong",
  streaming: "bg-accent",
  done: "bg-ink-2",
  cached: "bg-ok",
  failed: "bg-error",
  stopped: "bg-[repeating-linear-gradient(135deg,var(--color-ink-3)_0_3px,transparent_3px_6px)]",
};

/** Narrower bars could not be seen, in percent of the whole. */
const LEAST_PERCENT = 0.4;

/** Stretches of time as bars; the words beside them say the same. */
export function SpanTrack({ spans, lengthMs, isThin }: { spans: readonly Span[]; lengthMs: number; isThin?: boolean }) {
  return (
    <div aria-hidden className={cx("relative", isThin ? "h-1.5" : "h-3")}>
      {spans.map(({ kind, fromMs, toMs }) => {
        const left = Math.min(100 - LEAST_PERCENT, (100 * fromMs) / lengthMs);
        const width = Math.max(LEAST_PERCENT, (100 * (toMs - fromMs)) / lengthMs);
        return (
          <span
            key={kind}
            className={cx("absolute inset-y-0 rounded-[4px]", colours[kind])}
            style={{ left: `${left}%`, width: `${Math.min(width, 100 - left)}%` }}
          />
        );
      })}
    </div>
  );
}

const STEPS = 120;

const fills: Record<SpanKind, string> = {
  queued: "fill-waiting",
  waiting: "fill-accent",
  streaming: "fill-accent",
  done: "fill-ink-2",
  cached: "fill-ok",
  failed: "fill-error",
  stopped: "fill-ink-3",
};

/** Many items together: how many were at work over time, and in red how many of them failed. */
export function DensityTrack(props: {
  items: readonly { spans: readonly Span[] }[];
  lengthMs: number;
  kind: SpanKind;
}) {
  const steps = density(props.items, props.lengthMs, STEPS);
  const most = Math.max(1, ...steps.map(({ atWork }) => atWork));
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${STEPS} 1`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      className="h-5 w-full"
    >
      {steps.map(({ atWork, failed }, index) => {
        const height = atWork / most;
        const failedHeight = failed / most;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step in time has no other name
          <g key={index}>
            {atWork > 0 && <rect x={index} y={1 - height} width={1} height={height} className={fills[props.kind]} />}
            {failed > 0 && (
              <rect x={index} y={1 - failedHeight} width={1} height={failedHeight} className="fill-error" />
            )}
          </g>
        );
      })}
    </svg>
  );
}
