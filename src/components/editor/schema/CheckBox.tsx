/** A box with a short word beside it and a whole sentence for who only hears it. */
export function CheckBox(props: {
  label: string;
  name: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { label, name, checked, onChange } = props;
  return (
    <label className="flex w-fit cursor-pointer select-none items-center gap-1.5 text-ink-2">
      <input
        type="checkbox"
        aria-label={name}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      {label}
    </label>
  );
}
