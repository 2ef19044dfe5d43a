import { access } from "@/components/messages/access";
import { CheckLine, toggled } from "@/components/ui/CheckLine";
import type { AccessScope } from "@/types/access";
import { doorScopes } from "./doors";

/** What a key opens. */
export function ScopeChoice({
  chosen,
  onChange,
}: {
  chosen: readonly AccessScope[];
  onChange: (chosen: AccessScope[]) => void;
}) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium text-ink-2 text-sm">{access.form.scopes}</legend>
      {doorScopes.map((scope) => (
        <CheckLine
          key={scope}
          label={access.scopes[scope]}
          hint={access.doors.uses[scope]}
          checked={chosen.includes(scope)}
          onChange={(isOn) => onChange(toggled(chosen, scope, isOn))}
        />
      ))}
    </fieldset>
  );
}
