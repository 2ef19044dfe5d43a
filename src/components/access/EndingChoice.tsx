import { access } from "@/components/messages/access";
import { Field, TextInput } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { type Ending, type KeyForm, today } from "./keyForm";

const words = access.form;

/** Until when a key opens anything. */
export function EndingChoice({
  ending,
  day,
  onChange,
}: Pick<KeyForm, "ending" | "day"> & { onChange: (change: Partial<KeyForm>) => void }) {
  const first = today();
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
      <Field label={words.expires} control="button">
        <Select<Ending>
          value={ending}
          options={[
            { value: "30", label: words.days(30) },
            { value: "90", label: words.days(90) },
            { value: "day", label: words.onDay },
            { value: "never", label: words.never },
          ]}
          onChange={(next) => onChange({ ending: next })}
        />
      </Field>
      {ending === "day" && (
        <Field label={words.day} error={day !== "" && day < first ? words.dayWrong : undefined}>
          <TextInput type="date" min={first} value={day} onChange={(event) => onChange({ day: event.target.value })} />
        </Field>
      )}
    </div>
  );
}
