import { Plus, X } from "lucide-react";
import { inspector as words } from "@/components/messages/inspector";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import { Button } from "@/components/ui/Button";
import { Field, TextInput } from "@/components/ui/Field";
import { IconButton } from "@/components/ui/IconButton";
import { Select } from "@/components/ui/Select";
import type { Fallback } from "@/types/llm";
import type { ChangeLlm } from "./LlmFields";
import { type PayerOption, usePayerOptions } from "./usePayerOptions";

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
  const first = others[0];
  const hint = isShared ? texts.notForShared : first === undefined ? texts.nobody : undefined;
  return (
    <div className="flex flex-col gap-2">
      <Field label={texts.label} control="button" hint={fallback.length === 0 ? hint : undefined}>
        <Select
          value={fallback.length === 0 ? "stop" : "goOn"}
          options={[
            { value: "stop", label: texts.stop },
            { value: "goOn", label: texts.goOn, disabled: isShared || first === undefined },
          ]}
          onChange={(next) => keep(next === "goOn" && first !== undefined ? [first.payer] : [])}
        />
      </Field>
      {fallback.length > 0 && <PayerList fallback={fallback} options={others} onChange={keep} />}
    </div>
  );
}

function PayerList({
  fallback,
  options,
  onChange,
}: {
  fallback: Fallback[];
  options: PayerOption[];
  onChange: (fallback: Fallback[]) => void;
}) {
  const next = options.find(({ value }) => !fallback.some((payer) => optionOf(payer) === value));
  const hasKey = fallback.some(({ provider }) => provider !== "openai-auth");
  const replace = (place: number, payer: Fallback) => onChange(fallback.with(place, payer));
  return (
    <>
      <ol className="flex flex-col gap-2">
        {fallback.map((payer, place) => (
          <PayerItem
            key={optionOf(payer)}
            place={place + 1}
            payer={payer}
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

function PayerItem({
  place,
  payer,
  options,
  onChange,
  onRemove,
}: {
  place: number;
  payer: Fallback;
  options: PayerOption[];
  onChange: (payer: Fallback) => void;
  onRemove: () => void;
}) {
  const value = optionOf(payer);
  const isKnown = options.some((option) => option.value === value);
  const gone = { value, label: payer.account ?? payer.provider, detail: words.notConnected };
  return (
    <li className="flex flex-col gap-1.5 rounded-control border border-line p-1.5">
      <div className="flex items-center gap-1">
        <Select
          aria-label={texts.payer(place)}
          value={value}
          options={isKnown ? options : [gone, ...options]}
          onChange={(next) => {
            const chosen = options.find((option) => option.value === next);
            if (chosen !== undefined) onChange(chosen.payer);
          }}
        />
        <IconButton label={texts.remove(place)} icon={X} size="sm" onClick={onRemove} />
      </div>
      <TextInput
        aria-label={texts.model(place)}
        value={payer.model ?? ""}
        placeholder={texts.sameModel}
        maxLength={200}
        onChange={(event) => onChange({ ...payer, model: event.target.value || undefined })}
      />
    </li>
  );
}

function optionOf({ provider, account }: Fallback): string {
  return account === undefined ? provider : `${provider}/${account}`;
}

/** Not the one that pays already, and none of route siwc: its terms allow no switch to it. */
function isOther({ payer, route }: PayerOption, { account }: LlmNodeView): boolean {
  return route !== "siwc" && (payer.account === undefined || payer.account !== account?.id);
}
