import { useId } from "react";
import { locale, percentText } from "@/components/language/locale";
import { night as words } from "@/components/messages/night";
import { cx } from "@/components/ui/cx";
import { resetTime } from "@/components/usage/usage";
import type { NightAccount, NightShift, NightStart } from "@/types/nightShift";
import { nameOf, startsIn } from "./nightText";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Hours between the marks. */
const MARK_HOURS = 3;
/** A start shorter than this would not be seen, in percent of the line. */
const LEAST_WIDTH = 0.8;
/** A name has room in one of so much. */
const NAMED_WIDTH = 4;

/** The next 24 hours: when something may start, and what is planned on each account until its windows begin anew. */
export function NightTimeline({ night }: { night: NightShift }) {
  const fromMs = Date.parse(night.now);
  const starts = startsIn(night.plan);
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="mb-2 font-semibold">
        {words.timeline.title}
      </h3>
      <div className="rounded-card border border-line bg-card px-3 pt-2 pb-3">
        <Marks fromMs={fromMs} />
        <div className="flex flex-col gap-3">
          {night.accounts.map((account) => (
            <AccountLine
              key={account.id}
              account={account}
              night={night}
              fromMs={fromMs}
              starts={starts.filter((start) => start.account === account.id)}
            />
          ))}
        </div>
        {night.accounts.length === 0 && <p className="py-2 text-ink-2">{words.timeline.noAccounts}</p>}
        <p className="mt-3 flex items-center gap-1.5 text-ink-3 text-xs">
          <span aria-hidden className="h-3 w-5 rounded-sm border border-line-strong bg-accent-soft" />
          {words.timeline.hours}
        </p>
      </div>
    </section>
  );
}

/** Where a time stands, in percent of the line. */
const placeOf = (iso: string | number, fromMs: number): number =>
  Math.min(100, Math.max(0, ((new Date(iso).getTime() - fromMs) / DAY_MS) * 100));

function Marks({ fromMs }: { fromMs: number }) {
  const first = Math.ceil(fromMs / HOUR_MS) * HOUR_MS;
  const hours = Array.from({ length: 24 }, (_, index) => first + index * HOUR_MS);
  const marks = hours.filter((ms) => new Date(ms).getHours() % MARK_HOURS === 0);
  return (
    <div aria-hidden className="relative mb-1 h-4 whitespace-nowrap text-ink-3 text-xs tabular-nums">
      {marks.map((ms) => (
        <span
          key={ms}
          className={cx("absolute -translate-x-1/2", new Date(ms).getHours() % 6 !== 0 && "max-sm:hidden")}
          style={{ left: `${Math.min(97, Math.max(3, placeOf(ms, fromMs)))}%` }}
        >
          {new Date(ms).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}
        </span>
      ))}
    </div>
  );
}

function AccountLine(props: { account: NightAccount; night: NightShift; fromMs: number; starts: NightStart[] }) {
  const { account, night, fromMs, starts } = props;
  const titleOf = (id: string) => {
    const entry = night.queue.find((one) => one.id === id);
    return entry === undefined ? "" : nameOf(entry);
  };
  const resets = account.windows.flatMap(({ label, resetsAt }) =>
    resetsAt !== undefined && Date.parse(resetsAt) - fromMs < DAY_MS ? [{ label, resetsAt }] : [],
  );
  const lefts = account.windows.map(({ label, leftPercent }) => words.timeline.left(label, percentText(leftPercent)));
  const facts = [
    ...lefts,
    ...resets.map(({ label, resetsAt }) => words.timeline.reset(label, resetTime(resetsAt))),
    ...starts.map(({ entry, at }) => words.timeline.start(titleOf(entry), resetTime(at))),
  ];
  return (
    <div>
      <div className="mb-1 flex flex-wrap items-baseline gap-x-2 text-xs">
        <span className="font-medium text-sm">{account.name}</span>
        <span className="text-ink-3 tabular-nums">{lefts.join(" · ")}</span>
        {account.reason !== undefined && <span className="text-waiting">{words.accountReasons[account.reason]}</span>}
      </div>
      <div
        role="img"
        aria-label={words.timeline.label(account.name, facts.join(", "))}
        className={cx(
          "relative h-7 overflow-hidden rounded-control border border-line bg-field",
          !account.usable && "border-dashed",
        )}
      >
        {night.settings.enabled &&
          night.nights.map(({ from, to }) => (
            <span
              key={from}
              className="absolute inset-y-0 bg-accent-soft"
              style={spanStyle(placeOf(from, fromMs), placeOf(to, fromMs))}
            />
          ))}
        {starts.map(({ entry, at, forecast }) => {
          const start = placeOf(at, fromMs);
          const end = placeOf(Date.parse(at) + forecast.durationSeconds * 1000, fromMs);
          return (
            <span
              key={entry}
              title={words.timeline.start(titleOf(entry), resetTime(at))}
              className="absolute inset-y-1 overflow-hidden whitespace-nowrap rounded-sm border border-accent bg-accent px-1 text-white text-xs leading-[17px]"
              style={spanStyle(start, Math.max(end, start + LEAST_WIDTH))}
            >
              {end - start >= NAMED_WIDTH && <span className="max-sm:hidden">{titleOf(entry)}</span>}
            </span>
          );
        })}
        {resets.map(({ label, resetsAt }) => (
          <span
            key={label}
            title={words.timeline.reset(label, resetTime(resetsAt))}
            className="absolute inset-y-0 border-waiting border-l-2 pl-1 text-waiting text-xs leading-[26px]"
            style={{ left: `${placeOf(resetsAt, fromMs)}%` }}
          >
            {label}
          </span>
        ))}
      </div>
    </div>
  );
}

const spanStyle = (from: number, to: number) => ({ left: `${from}%`, width: `${Math.max(0, to - from)}%` });
