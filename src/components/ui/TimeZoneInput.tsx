import { type ComponentProps, useId } from "react";
import { TextInput } from "./Field";

/** The name of a time zone, with those that the browser knows to choose from. */
export function TimeZoneInput(props: Omit<ComponentProps<typeof TextInput>, "list">) {
  const zones = useId();
  return (
    <>
      <TextInput spellCheck={false} autoComplete="off" maxLength={64} {...props} list={zones} />
      <datalist id={zones}>
        {["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
