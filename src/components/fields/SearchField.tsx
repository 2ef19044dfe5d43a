import { inspector as words } from "@/components/messages/inspector";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import { Field } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import type { ChangeLlm } from "./changeLlm";

type Search = "off" | "auto" | "required";

const settings = { off: undefined, auto: true, required: { required: true } } as const satisfies Record<
  Search,
  unknown
>;

/** Whether the model looks things up on the web. What an earlier model could do can still be switched off. */
export function SearchField({ view: { data, model }, onChange }: { view: LlmNodeView; onChange: ChangeLlm }) {
  const canSearch = model?.supports.webSearch === true;
  const chosen = searchOf(data.webSearch);
  const hint = canSearch ? words.search.hints[chosen] : (model?.reasons?.webSearch ?? words.notHere);
  return (
    <Field label={words.webSearch} control="button" hint={hint}>
      <SegmentedControl
        value={chosen}
        disabled={!canSearch && chosen === "off"}
        segments={[
          { value: "off", label: words.search.off },
          { value: "auto", label: words.search.auto, disabled: !canSearch },
          { value: "required", label: words.search.required, disabled: !canSearch },
        ]}
        onChange={(next) => onChange({ webSearch: settings[next] })}
      />
    </Field>
  );
}

function searchOf(setting: LlmNodeView["data"]["webSearch"]): Search {
  if (setting === undefined || setting === false) return "off";
  return setting === true ? "auto" : "required";
}
