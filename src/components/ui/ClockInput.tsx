import { useState } from "react";
import { TextInput } from "./Field";

/**
 * A time of day. What is being written stands in it until it is left, also half of a time, and while `value` comes back
 * later: to be set under one's hands would end what one is typing. `onChange` is told whole times alone.
 */
export function ClockInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [written, setWritten] = useState<string>();
  return (
    <TextInput
      type="time"
      value={written ?? value}
      onChange={({ target }) => {
        setWritten(target.value);
        if (/^\d\d:\d\d$/.test(target.value)) onChange(target.value);
      }}
      onBlur={() => setWritten(undefined)}
    />
  );
}
