import { drawer } from "@/components/messages/drawer";
import { formatDuration } from "@/components/nodes/duration";
import { cx } from "@/components/ui/cx";
import { tip } from "@/components/ui/tip";
import { density, type Span, type SpanKind } from "@/store/timeline";

const words = drawer.spans;

const colours: Record<SpanKind, string> = {
  queued: "bg-[color-mix(in_srgb,var(--color-waiting)_45%,transparent)]",
  gate: "bg-[repeating-linear-gradient(135deg,var(--color-waiting)_0_3px,transparent_3px_6px)]",
  waiting: "bg-line-strong",
  streaming: "bg-accent",
  done: "bg-ink-2",
  cached: "bg-ok",
  failed: "bg-error",
  stopped: "bg-[repeating-linear-gradient(135deg,var(--color-ink-3)_0_3px,transparent_3px_6px)]",
};

/** Narrower bars could not be seen, in percent of the whole. */
const LEAST_PERCENT = 0.4;

/** Stretches of time as bars; each tells its own when it is pointed at. */
export function SpanTrack({ spans, lengthMs, isThin }: { spans: readonly Span[]; lengthMs: number; isThin?: boolean }) {
  return (
    <div className={cx("relative", isThin ? "h-1.5" : "h-3")}>
      {spans.map(({ kind, fromMs, toMs }) => {
        const left = Math.min(100 - LEAST_PERCENT, (100 * fromMs) / lengthMs);
        const width = Math.max(LEAST_PERCENT, (100 * (toMs - fromMs)) / lengthMs);
        const text = words[kind](formatDuration(toMs - fromMs));
        return (
          <span
            key={kind}
            {...tip(text, undefined, "top")}
            className={cx("absolute inset-y-0 rounded-[4px]", colours[kind])}
            style={{ left: `${left}%`, width: `${Math.min(width, 100 - left)}%` }}
          >
            <span className="sr-only">{text}</span>
          </span>
        );
      })}
    </div>
  );
}

const STEPS = 120;
/** Of the height: the strip at the top that tells how many items wait for a place. */
const GATE_HEIGHT = 0.2;

const fills: Record<SpanKind, string> = {
  queued: "fill-waiting",
  gate: "fill-accent",
  waiting: "fill-accent",
  streaming: "fill-accent",
  done: "fill-ink-2",
  cached: "fill-ok",
  failed: "fill-error",
  stopped: "fill-ink-3",
};

/**
 * Many items together over time: at the bottom those at work, in red those of them that failed and in grey those
 * without words yet; at the top, the stronger the more there are, those that wait for a free place.
 */
export function DensityTrack(props: {
  items: readonly { spans: readonly Span[] }[];
  lengthMs: number;
  kind: SpanKind;
}) {
  const steps = density(props.items, props.lengthMs, STEPS);
  const most = Math.max(1, ...steps.map(({ waiting, working, failed }) => waiting + working + failed));
  const mostWaiting = Math.max(1, ...steps.map(({ gate }) => gate));
  return (
    <svg
      aria-hidden
      {...tip(words.together, undefined, "top")}
      viewBox={`0 0 ${STEPS} 1`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      className="h-5 w-full"
    >
      {steps.map(({ gate, waiting, working, failed }, index) => {
        const bars = [
          { count: failed, className: "fill-error" },
          { count: working, className: fills[props.kind] },
          { count: waiting, className: "fill-line-strong" },
        ];
        let top = 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step in time has no other name
          <g key={index}>
            {gate > 0 && (
              <rect
                x={index}
                y={0}
                width={1}
                height={GATE_HEIGHT / 2}
                className="fill-waiting"
                opacity={0.2 + (0.8 * gate) / mostWaiting}
              />
            )}
            {bars.map(({ count, className }) => {
              const height = (count / most) * (1 - GATE_HEIGHT);
              top -= height;
              return (
                count > 0 && <rect key={className} x={index} y={top} width={1} height={height} className={className} />
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}
