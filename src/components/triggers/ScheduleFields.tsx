import { toShownError } from "@/components/ErrorNote";
import { useCronTimes } from "@/components/hooks/useTriggers";
import { triggers } from "@/components/messages/triggers";
import { Field, TextInput } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { Select } from "@/components/ui/Select";
import { TimeZoneInput } from "@/components/ui/TimeZoneInput";
import { ClockInput, WrittenInput } from "@/components/ui/WrittenInput";
import { isTimeZone } from "@/types/triggers";
import { cronOf, type Often, oftens, type Preset, presetOf } from "./cronPresets";
import type { TriggerForm } from "./triggerForm";
import { weekdayText, zonedText } from "./triggerWords";

const words = triggers.form;

interface Props {
  form: TriggerForm;
  onChange: (part: Partial<TriggerForm>) => void;
}

/** When a schedule comes: in words, or as cron, whose next times stand below. */
export function ScheduleFields({ form, onChange }: Props) {
  const { cron, missed } = form;
  const preset = presetOf(cron);
  const choose = (part: Partial<Preset>) => {
    const changed = cronOf({ ...preset, ...part });
    if (changed !== undefined) onChange({ cron: changed });
  };
  return (
    <>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={words.often} control="button">
          <Select<Often>
            value={preset.often}
            onChange={(often) => choose({ often })}
            options={oftens.map((often) => ({
              value: often,
              label: triggers.often[often],
              disabled: often === "own" && preset.often !== "own",
            }))}
          />
        </Field>
        <TimeFields preset={preset} onChange={choose} />
      </div>
      <CronFields form={form} onChange={onChange} />
      <Field label={words.missed} control="button">
        <SegmentedControl
          value={missed}
          onChange={(way) => onChange({ missed: way })}
          className="w-fit"
          segments={[
            { value: "run_once", label: words.missedWays.run_once },
            { value: "skip", label: words.missedWays.skip },
          ]}
        />
      </Field>
    </>
  );
}

function TimeFields({ preset, onChange }: { preset: Preset; onChange: (part: Partial<Preset>) => void }) {
  const { often, time, weekday, day } = preset;
  if (often === "quarter" || often === "hourly" || often === "own") return <span />;
  return (
    <div className="flex flex-wrap gap-4">
      {often === "weekly" && (
        <Field label={words.weekday} control="button" className="min-w-32 flex-1">
          <Select
            value={String(weekday)}
            onChange={(chosen) => onChange({ weekday: Number(chosen) })}
            options={[1, 2, 3, 4, 5, 6, 0].map((of) => ({ value: String(of), label: weekdayText(of) }))}
          />
        </Field>
      )}
      {often === "monthly" && (
        <Field label={words.day} className="min-w-24 flex-1">
          <WrittenInput
            type="number"
            min={1}
            max={31}
            value={String(day)}
            isWhole={(text) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 31}
            onChange={(text) => onChange({ day: Number(text) })}
          />
        </Field>
      )}
      <Field label={words.time} className="min-w-28 flex-1">
        <ClockInput value={time} onChange={(at) => onChange({ time: at })} />
      </Field>
    </div>
  );
}

function CronFields({ form: { cron, timeZone }, onChange }: Props) {
  const { next, error } = useCronTimes(cron, timeZone);
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
      <Field
        label={words.cron}
        hint={words.cronHint}
        error={error === undefined ? undefined : toShownError(error).message}
      >
        <TextInput
          mono
          value={cron}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange({ cron: event.target.value })}
        />
      </Field>
      <Field
        label={words.zone}
        hint={words.zoneHint}
        error={timeZone.trim() === "" || isTimeZone(timeZone.trim()) ? undefined : words.wrongZone}
      >
        <TimeZoneInput value={timeZone} onChange={(event) => onChange({ timeZone: event.target.value })} />
      </Field>
      {next !== undefined && (
        <p className="text-ink-2 sm:col-span-2" role="status">
          <span className="text-ink-3">{words.next}:</span>{" "}
          {next.map((time) => zonedText(time, timeZone.trim())).join(" · ")}
        </p>
      )}
    </div>
  );
}
