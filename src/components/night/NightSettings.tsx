import { useId, useState } from "react";
import { percentText } from "@/components/language/locale";
import { night as words } from "@/components/messages/night";
import { CheckLine, toggled } from "@/components/ui/CheckLine";
import { Field, TextInput } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { TimeZoneInput } from "@/components/ui/TimeZoneInput";
import { ClockInput } from "@/components/ui/WrittenInput";
import type { ChangeNightShift, NightShift, NightSettings as Settings } from "@/types/nightShift";
import { timeZoneSchema } from "@/types/triggers";

interface SettingsProps {
  night: NightShift;
  /** Ends once it is answered, whatever the answer is. */
  onChange: (change: ChangeNightShift) => Promise<void>;
}

/** Each change is kept at once; what then happens is seen above. */
export function NightSettings({ night, onChange }: SettingsProps) {
  const { settings } = night;
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="mb-2 font-semibold">
        {words.settings.title}
      </h3>
      <div className="flex flex-col gap-4">
        <Hours settings={settings} onChange={onChange} />
        <Reserve percent={settings.reservePercent} onChange={(reservePercent) => onChange({ reservePercent })} />
        <Field label={words.settings.week} control="button" hint={words.settings.weekHints[settings.longWindows]}>
          <SegmentedControl<Settings["longWindows"]>
            value={settings.longWindows}
            onChange={(longWindows) => onChange({ longWindows })}
            segments={[
              { value: "spread", label: words.settings.weekSpread },
              { value: "whole", label: words.settings.weekWhole },
            ]}
          />
        </Field>
        <Field label={words.settings.over} control="button" hint={words.settings.overHints[settings.whenOver]}>
          <SegmentedControl<Settings["whenOver"]>
            value={settings.whenOver}
            onChange={(whenOver) => onChange({ whenOver })}
            segments={[
              { value: "finish", label: words.settings.overFinish },
              { value: "stop", label: words.settings.overStop },
            ]}
          />
        </Field>
        <Accounts night={night} onChange={onChange} />
      </div>
    </section>
  );
}

function Hours({ settings, onChange }: { settings: Settings; onChange: SettingsProps["onChange"] }) {
  const { timeZone } = settings;
  // Until the server has answered: what is written in one of both must not take the other back.
  const [asked, setAsked] = useState<Settings["hours"]>();
  const hours = asked ?? settings.hours;
  const keep = async (part: Partial<Settings["hours"]>) => {
    const next = { ...hours, ...part };
    setAsked(next);
    await onChange({ hours: next });
    setAsked((latest) => (latest === next ? undefined : latest));
  };
  const [zone, setZone] = useState<string>();
  const isWrong = zone !== undefined && !timeZoneSchema.safeParse(zone.trim()).success;
  const keepZone = () => {
    if (zone === undefined || isWrong) return;
    if (zone.trim() !== timeZone) onChange({ timeZone: zone.trim() });
    setZone(undefined);
  };
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label={words.settings.from}>
        <ClockInput value={hours.from} onChange={(from) => void keep({ from })} />
      </Field>
      <Field label={words.settings.to}>
        <ClockInput value={hours.to} onChange={(to) => void keep({ to })} />
      </Field>
      <Field label={words.settings.zone} error={isWrong ? words.settings.wrongZone : undefined} className="col-span-2">
        <TimeZoneInput
          value={zone ?? timeZone}
          onChange={({ target }) => setZone(target.value)}
          onBlur={keepZone}
          onKeyDown={(event) => event.key === "Enter" && keepZone()}
        />
      </Field>
    </div>
  );
}

const RESERVE_STEP = 5;
const MOST_RESERVE = 95;

/** Kept when it is let go of: on its way it would be many settings. */
function Reserve({ percent, onChange }: { percent: number; onChange: (percent: number) => void }) {
  const [draft, setDraft] = useState<number>();
  const shown = percentText(draft ?? percent);
  const keep = () => {
    if (draft !== undefined && draft !== percent) onChange(draft);
    setDraft(undefined);
  };
  return (
    <Field label={words.settings.reserve(shown)} hint={words.settings.reserveHint(shown)}>
      <TextInput
        type="range"
        min={0}
        max={MOST_RESERVE}
        step={RESERVE_STEP}
        value={draft ?? percent}
        aria-valuetext={shown}
        onChange={({ target }) => setDraft(Number(target.value))}
        onPointerUp={keep}
        onKeyUp={keep}
        onBlur={keep}
        className="border-0 bg-transparent px-0 accent-accent"
      />
    </Field>
  );
}

function Accounts({ night, onChange }: SettingsProps) {
  const all = night.accounts.map(({ id }) => id);
  const chosen = night.settings.accounts ?? all;
  if (all.length < 2) return null;
  const choose = (id: string, isOn: boolean) => {
    const next = toggled(chosen, id, isOn);
    onChange({ accounts: all.every((one) => next.includes(one)) ? null : next });
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium text-ink-2 text-sm">{words.settings.accounts}</legend>
      {night.accounts.map(({ id, name, reason }) => (
        <CheckLine
          key={id}
          label={name}
          hint={reason === undefined || reason === "not_chosen" ? undefined : words.accountReasons[reason]}
          checked={chosen.includes(id)}
          onChange={(isOn) => choose(id, isOn)}
        />
      ))}
    </fieldset>
  );
}
