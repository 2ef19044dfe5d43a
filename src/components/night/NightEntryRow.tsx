import { ArrowDown, ArrowUp, GripVertical, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { night as words } from "@/components/messages/night";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/IconButton";
import { Select } from "@/components/ui/Select";
import { Switch } from "@/components/ui/Switch";
import type { NightEntry, NightShift, NightStep } from "@/types/nightShift";
import type { PatchTrigger } from "@/types/triggers";
import { forecastText, nameOf, stepText } from "./nightText";
import { RepeatSelect } from "./RepeatSelect";

/** Any of one's own plans: what no id of an account is. */
const ANY = "";

interface EntryRowProps {
  entry: NightEntry;
  step: NightStep | undefined;
  night: NightShift;
  place: number;
  isLast: boolean;
  isDragged: boolean;
  onMove: (to: number) => void;
  onDrag: (id: string | undefined) => void;
  onDrop: () => void;
  onChange: (change: PatchTrigger) => void;
  onRemove: () => void;
}

/** One entry: what becomes of it and why, what it takes, and what can be changed of it. */
export function NightEntryRow(props: EntryRowProps) {
  const { entry, step, night, isDragged, onDrag, onDrop, onChange } = props;
  const name = nameOf(entry);
  const facts = [forecastText(entry.forecast, night), entry.hasInputs ? words.queue.hasInputs : ""];
  return (
    <li
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
      className={cx("flex items-start gap-2 py-2.5", isDragged && "opacity-50")}
    >
      <Grip {...props} onEnd={() => onDrag(undefined)} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <span className="wrap-anywhere min-w-0 flex-1 basis-40 font-medium">{name}</span>
          <RepeatSelect isNightly={entry.repeat} onChange={(repeat) => onChange({ repeat })} />
          <AccountSelect
            value={entry.account}
            night={night}
            onChange={(account) => onChange({ account: account ?? null })}
          />
          <Switch
            aria-label={words.queue.on(name)}
            checked={entry.enabled}
            onChange={(enabled) => onChange({ enabled })}
          />
          <Buttons {...props} name={name} />
        </div>
        {step && (
          <p className={cx("mt-1", step.state === "starts" ? "text-ink" : "text-ink-2")}>{stepText(step, night)}</p>
        )}
        <p className="text-ink-3 text-xs">{facts.filter(Boolean).join(" · ")}</p>
      </div>
    </li>
  );
}

/** What is dragged; with the focus on it the arrow keys move the entry. */
function Grip({ entry, place, onMove, onDrag, onEnd }: EntryRowProps & { onEnd: () => void }) {
  const byKeys = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (by === 0 || !event.altKey) return;
    event.preventDefault();
    onMove(place + by);
  };
  return (
    <button
      type="button"
      draggable
      aria-label={`${nameOf(entry)}: ${words.queue.order}`}
      title={words.queue.order}
      onKeyDown={byKeys}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", entry.id);
        onDrag(entry.id);
      }}
      onDragEnd={onEnd}
      className="mt-0.5 flex h-7 w-5 shrink-0 cursor-grab items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink max-sm:hidden"
    >
      <GripVertical size={15} strokeWidth={1.75} aria-hidden />
    </button>
  );
}

function Buttons({ name, place, isLast, onMove, onRemove }: EntryRowProps & { name: string }) {
  return (
    <span className="flex shrink-0">
      <IconButton
        size="sm"
        icon={ArrowUp}
        label={words.queue.up(name)}
        disabled={place === 0}
        onClick={() => onMove(place - 1)}
      />
      <IconButton
        size="sm"
        icon={ArrowDown}
        label={words.queue.down(name)}
        disabled={isLast}
        onClick={() => onMove(place + 1)}
      />
      <IconButton size="sm" icon={X} label={words.queue.remove(name)} onClick={onRemove} />
    </span>
  );
}

/** Which account pays; undefined is any of one's own. */
export function AccountSelect(props: {
  value: string | undefined;
  night: NightShift;
  onChange: (account: string | undefined) => void;
}) {
  const { value, night, onChange } = props;
  const known = night.accounts.map(({ id, name }) => ({ value: id, label: name }));
  const gone = value === undefined || known.some((one) => one.value === value) ? [] : [{ value, label: value }];
  return (
    <Select
      aria-label={words.queue.account}
      className="w-40!"
      value={value ?? ANY}
      onChange={(next) => onChange(next === ANY ? undefined : next)}
      options={[{ value: ANY, label: words.queue.anyAccount }, ...known, ...gone]}
    />
  );
}
