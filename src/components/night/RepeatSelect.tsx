import { night as words } from "@/components/messages/night";
import { Select } from "@/components/ui/Select";

/** Whether an entry leaves the queue when it is done. */
export function RepeatSelect({ isNightly, onChange }: { isNightly: boolean; onChange: (isNightly: boolean) => void }) {
  return (
    <Select<"once" | "nightly">
      aria-label={words.queue.repeat}
      className="w-32!"
      value={isNightly ? "nightly" : "once"}
      onChange={(value) => onChange(value === "nightly")}
      options={[
        { value: "once", label: words.queue.once },
        { value: "nightly", label: words.queue.nightly },
      ]}
    />
  );
}
