import { Plus } from "lucide-react";
import { inspector as words } from "@/components/messages/inspector";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import type { Fallback } from "@/types/llm";
import type { ChangeLlm } from "./changeLlm";
import { OnLimitPayer } from "./OnLimitPayer";
import { optionOf, type PayerOption, usePayerOptions } from "./usePayerOptions";

const texts = words.onLimit;
const MAX_PAYERS = 5;

/** Who answers when the plan's limit is reached: nobody, or those the workflow names, in their order. */
export function OnLimitField({ view, onChange }: { view: LlmNodeView; onChange: ChangeLlm }) {
  const { data, account } = view;
  const others = usePayerOptions().filter((option) => isOther(option, view));
  const isShared = account?.route === "siwc";
  const fallback = data.fallback ?? [];
  if (data.provider !== "openai-auth") return null;
  const keep = (next: Fallback[]) => onChange({ fallback: next.length === 0 ? undefined : next });
  const first = others.find(({ disabled }) => !disabled);
  const hint = isShared ? texts.notForShared : first === undefined ? texts.nobody : undefined;
  return (
    <div className="flex flex-col gap-2">
      <Field label={texts.label} control="button" hint={fallback.length === 0 ? hint : undefined}>
        <Select
          value={fallback.length === 0 ? "park" : "goOn"}
          options={[
            { value: "park", label: texts.park },
            { value: "goOn", label: texts.goOn, disabled: isShared || first === undefined },
          ]}
          onChange={(next) => keep(next === "goOn" && first !== undefined ? [first.payer] : [])}
        />
      </Field>
      {fallback.length > 0 && <PayerList fallback={fallback} model={data.model} options={others} onChange={keep} />}
    </div>
  );
}

function PayerList({
  fallback,
  model,
  options,
  onChange,
}: {
  fallback: Fallback[];
  /** The node's own, which a payer takes over unless another is named for it. */
  model: string;
  options: PayerOption[];
  onChange: (fallback: Fallback[]) => void;
}) {
  const next = options.find(({ value, disabled }) => !disabled && !fallback.some((payer) => optionOf(payer) === value));
  const hasKey = fallback.some(({ provider }) => provider !== "openai-auth");
  const replace = (place: number, payer: Fallback) => onChange(fallback.with(place, payer));
  return (
    <>
      <ol className="flex flex-col gap-2">
        {fallback.map((payer, place) => (
          <OnLimitPayer
            key={optionOf(payer)}
            place={place + 1}
            payer={payer}
            model={model}
            options={options}
            onChange={(changed) => replace(place, changed)}
            onRemove={() => onChange(fallback.toSpliced(place, 1))}
          />
        ))}
      </ol>
      {next !== undefined && fallback.length < MAX_PAYERS && (
        <Button size="sm" icon={Plus} className="self-start" onClick={() => onChange([...fallback, next.payer])}>
          {texts.add}
        </Button>
      )}
      <p className="text-ink-3 text-xs">
        {texts.hint} {hasKey && texts.costs}
      </p>
    </>
  );
}

/** Not the one that pays already, and none of route siwc: its terms allow no switch to it. */
function isOther({ payer, route }: PayerOption, { account }: LlmNodeView): boolean {
  return route !== "siwc" && (payer.account === undefined || payer.account !== account?.id);
}
