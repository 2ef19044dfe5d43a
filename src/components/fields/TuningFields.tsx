import { inspector as words } from "@/components/messages/inspector";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import { Field } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { Select } from "@/components/ui/Select";
import type { ChangeLlm } from "./changeLlm";
import { Unavailable } from "./LimitFields";
import { SearchField } from "./SearchField";

/** Stands for no choice of one's own. */
const DEFAULT = "";

/** What only some models have: how wordy they are, how fast they are served, whether they look things up. */
export function TuningFields({ view, onChange }: { view: LlmNodeView; onChange: ChangeLlm }) {
  const { model } = view;
  if (model === undefined) return null;
  return (
    <>
      <VerbosityField view={view} onChange={onChange} />
      <TierField view={view} onChange={onChange} />
      <SearchField view={view} onChange={onChange} />
    </>
  );
}

function VerbosityField({ view: { data, model }, onChange }: { view: LlmNodeView; onChange: ChangeLlm }) {
  const offered = model?.verbosity ?? [];
  if (offered.length === 0 && data.verbosity === undefined) return null;
  if (offered.length === 0) return <Refused label={words.verbosity} reason={model?.reasons?.verbosity} />;
  return (
    <Field label={words.verbosity} control="button">
      <SegmentedControl
        value={data.verbosity ?? DEFAULT}
        segments={[{ value: DEFAULT, label: words.byModel }, ...offered.map((value) => ({ value, label: value }))]}
        onChange={(next) => onChange({ verbosity: next === DEFAULT ? undefined : next })}
      />
    </Field>
  );
}

function TierField({ view: { data, model }, onChange }: { view: LlmNodeView; onChange: ChangeLlm }) {
  const offered = model?.serviceTiers ?? [];
  if (offered.length === 0 && data.serviceTier === undefined) return null;
  if (offered.length === 0) return <Refused label={words.serviceTier} reason={model?.reasons?.serviceTier} />;
  return (
    <Field label={words.serviceTier} control="button">
      <Select
        value={data.serviceTier ?? DEFAULT}
        options={[
          { value: DEFAULT, label: words.tierStandard },
          ...offered.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(next) => onChange({ serviceTier: next === DEFAULT ? undefined : next })}
      />
    </Field>
  );
}

/** Chosen for an earlier model, and left out by this one. */
function Refused({ label, reason }: { label: string; reason: string | undefined }) {
  return <Unavailable label={label} text={words.notHere} reason={reason} />;
}
