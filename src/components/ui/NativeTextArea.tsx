import { type ComponentProps, type Ref, useImperativeHandle, useLayoutEffect, useRef } from "react";

type Props = Omit<ComponentProps<"textarea">, "value" | "defaultValue" | "ref"> & {
  value: string;
  ref?: Ref<HTMLTextAreaElement>;
};

/**
 * A textarea in which undo is the browser's own. React writes the value of a controlled one into its markup with every
 * key, after which Chromium takes each letter for a step of undo of its own.
 */
export function NativeTextArea({ value, ref, ...rest }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => field.current as HTMLTextAreaElement, []);
  useLayoutEffect(() => {
    if (field.current !== null && field.current.value !== value) field.current.value = value;
  }, [value]);
  return <textarea {...rest} ref={field} />;
}
