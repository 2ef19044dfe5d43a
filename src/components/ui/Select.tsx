"use client";
import { lazy, Suspense } from "react";
import { cx } from "./cx";
import { type SelectProps, selectBoxClass } from "./selectOptions";

const SelectControl = lazy(() => import("./SelectControl").then((module) => ({ default: module.SelectControl })));

export type { SelectOption } from "./selectOptions";

/** One of a list. The list's machinery loads with the first of them; until then its box stands there. */
export function Select<T extends string>(props: SelectProps<T>) {
  const current = props.options.find((option) => option.value === props.value);
  return (
    <Suspense fallback={<div className={cx(selectBoxClass, props.className)}>{current?.label}</div>}>
      {/* `lazy` knows no type parameters; `onChange` only ever gets a value of `options`. */}
      <SelectControl {...(props as unknown as SelectProps<string>)} />
    </Suspense>
  );
}
