import { access } from "@/components/messages/access";
import { CheckLine, toggled } from "@/components/ui/CheckLine";
import { Field } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import type { AccessScope } from "@/types/access";
import { usePayers } from "./usePayers";

const words = access.form;

/** What may pay for requests with the key: everything, or what is chosen. Plan sharing has rules of its own. */
export function AccountChoice({
  scopes,
  chosen,
  onChange,
}: {
  scopes: readonly AccessScope[];
  chosen: readonly string[] | undefined;
  onChange: (chosen: readonly string[] | undefined) => void;
}) {
  const payers = usePayers() ?? [];
  const hasSharedPlan = payers.some(({ isSharedPlan }) => isSharedPlan);
  return (
    <div className="flex flex-col gap-2">
      <Field
        label={words.accounts}
        control="button"
        hint={hasSharedPlan && chosen === undefined ? words.sharedPlanElsewhere : undefined}
      >
        <SegmentedControl
          value={chosen === undefined ? "any" : "chosen"}
          onChange={(next) => onChange(next === "any" ? undefined : [])}
          className="w-fit"
          segments={[
            { value: "any", label: words.anyAccount },
            { value: "chosen", label: words.chosenAccounts },
          ]}
        />
      </Field>
      {chosen !== undefined && (
        <fieldset className="flex max-h-60 flex-col gap-2 overflow-y-auto">
          <legend className="sr-only">{words.chosenAccounts}</legend>
          {payers.length === 0 && <p className="text-ink-2">{words.noAccounts}</p>}
          {payers.map(({ id, name, kind, isSharedPlan }) => (
            <CheckLine
              key={id}
              label={
                <>
                  {name} <span className="text-ink-3">{kind}</span>
                </>
              }
              hint={isSharedPlan ? sharedPlanHint(scopes) : undefined}
              checked={chosen.includes(id)}
              onChange={(isOn) => onChange(toggled(chosen, id, isOn))}
            />
          ))}
          {payers.length > 0 && chosen.length === 0 && <p className="text-ink-3 text-xs">{words.noneChosen}</p>}
        </fieldset>
      )}
    </div>
  );
}

function sharedPlanHint(scopes: readonly AccessScope[]): string {
  return scopes.some((scope) => scope !== "v1") ? words.sharedPlanElsewhere : words.sharedPlan;
}
