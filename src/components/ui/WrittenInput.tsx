import { useState } from "react";
import { TextInput } from "./Field";

interface WrittenInputProps {
  type: "time" | "number";
  value: string;
  min?: number;
  max?: number;
  /** Whether it is a value by now. */
  isWhole: (text: string) => boolean;
  onChange: (value: string) => void;
}

/**
 * What is being written stands in it until it is left, also half of a value, and while `value` comes back later: to be
 * set under one's hands would end what one is typing. `onChange` is told whole values alone.
 */
export function WrittenInput({ value, isWhole, onChange, ...rest }: WrittenInputProps) {
  const [written, setWritten] = useState<string>();
  return (
    <TextInput
      {...rest}
      value={written ?? value}
      onChange={({ target }) => {
        setWritten(target.value);
        if (isWhole(target.value)) onChange(target.value);
      }}
      onBlur={() => setWritten(undefined)}
    />
  );
}

/** A time of day. */
export function ClockInput(props: Pick<WrittenInputProps, "value" | "onChange">) {
  return <WrittenInput type="time" isWhole={(text) => /^\d\d:\d\d$/.test(text)} {...props} />;
}
