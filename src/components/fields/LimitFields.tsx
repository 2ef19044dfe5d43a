import { Info } from "lucide-react";
import { inspector as words } from "@/components/messages/inspector";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import type { ChangeLlm } from "./changeLlm";
import { NumberField } from "./NumberField";

/** Temperature and length, or why this payer or model does not take them. */
export function LimitFields({ view, onChange }: { view: LlmNodeView; onChange: ChangeLlm }) {
  const { data, model, account } = view;
  const isPlan = data.provider === "openai-auth" && account?.mode !== "api_key";
  const supports = model?.supports ?? { temperature: !isPlan, maxTokens: !isPlan };
  const why = isPlan
    ? { text: words.notOnPlan, reason: words.notOnPlanWhy }
    : { text: words.notOnModel, reason: words.notOnModelWhy };
  const reasonOf = (setting: "temperature" | "maxTokens") => {
    const reason = model?.reasons?.[setting];
    return reason !== undefined && isPlan ? `${reason} ${words.worksWithKey}` : reason;
  };
  return (
    <>
      {supports.temperature ? (
        <NumberField
          label={words.temperature}
          value={data.temperature}
          placeholder={words.temperatureDefault}
          problem={words.numberWrong("0", "2")}
          isValid={(value) => value >= 0 && value <= 2}
          onChange={(temperature) => onChange({ temperature })}
        />
      ) : (
        <Unavailable label={words.temperature} text={why.text} reason={reasonOf("temperature") ?? why.reason} />
      )}
      {supports.maxTokens ? (
        <NumberField
          label={words.maxTokens}
          value={data.maxTokens}
          placeholder={words.maxTokensDefault}
          problem={words.wholeNumberWrong}
          isValid={(value) => Number.isSafeInteger(value) && value > 0}
          onChange={(maxTokens) => onChange({ maxTokens })}
        />
      ) : (
        <Unavailable label={words.maxTokens} text={why.text} reason={reasonOf("maxTokens")} />
      )}
    </>
  );
}

/** A setting that cannot be used, and why. */
export function Unavailable({ label, text, reason }: { label: string; text: string; reason?: string }) {
  return (
    <div>
      <p className="font-medium text-ink-2">{label}</p>
      <p className="mt-1.5 flex h-8 items-center rounded-control border border-line-strong border-dashed px-2.5 text-ink-3">
        {text}
      </p>
      {reason && (
        <p className="mt-1.5 flex gap-2 text-ink-3 text-xs">
          <Info size={14} strokeWidth={1.75} aria-hidden className="mt-px shrink-0" />
          {reason}
        </p>
      )}
    </div>
  );
}
