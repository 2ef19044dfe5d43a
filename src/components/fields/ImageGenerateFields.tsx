import { useMemo } from "react";
import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { ConnectHint } from "@/components/nodes/ConnectHint";
import { type ImageData, type ImageNodeView, parseImageData, useImageNode } from "@/components/nodes/useImageNode";
import { Field } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { Select } from "@/components/ui/Select";
import { workflowActions } from "@/store/useWorkflow";
import type { ImageModel } from "@/types/providers";
import type { WorkflowNode } from "@/types/workflow";
import { Unavailable } from "./LimitFields";
import { MapFields } from "./MapFields";
import { NumberField } from "./NumberField";
import { PaidBy } from "./PaidBy";
import { RunsOnField } from "./RunsOnField";

/** Every setting of a node that makes pictures, led by what its model offers on its account or key. */
export function ImageGenerateFields({ node }: { node: WorkflowNode }) {
  const data = useMemo(() => parseImageData(node.data), [node.data]);
  if (data === undefined) return <p className="text-error">{nodeWords.broken}</p>;
  return (
    <>
      <Form nodeId={node.id} data={data} />
      <MapFields node={node} fields={["cross", "maxParallel"]} />
    </>
  );
}

type Change = (change: Partial<ImageData>) => void;

function Form({ nodeId, data }: { nodeId: string; data: ImageData }) {
  const view = useImageNode(data);
  const change: Change = (next) => workflowActions().updateNodeData(nodeId, next);
  return (
    <>
      <RunsOnField
        view={view}
        onChange={({ provider = data.provider, account }) =>
          change({ provider, account, model: provider === data.provider ? data.model : undefined })
        }
      />
      <ConnectHint view={view} />
      {view.noImages === undefined ? (
        <>
          <ImageModelField view={view} onChange={change} />
          <SettingFields view={view} onChange={change} />
        </>
      ) : (
        <Unavailable label={words.images.label} text={words.notHere} reason={view.noImages} />
      )}
      <PaidBy nodeId={nodeId} view={view} />
    </>
  );
}

interface FieldProps {
  view: ImageNodeView;
  onChange: Change;
}

function ImageModelField({ view: { data, imageModels, isModelGone }, onChange }: FieldProps) {
  const options = imageModels.map(({ id, name }) => ({
    value: id,
    label: name,
    detail: undefined as string | undefined,
  }));
  const isListed = options.some(({ value }) => value === data.model);
  const gone = { value: data.model, label: data.model, detail: isModelGone ? words.modelGone : undefined };
  return (
    <Field label={words.model} control="button" hint={isModelGone ? words.modelGoneWhy : undefined}>
      <Select
        value={data.model === "" ? null : data.model}
        options={data.model === "" || isListed ? options : [gone, ...options]}
        placeholder={words.chooseModel}
        empty={words.catalogue.none}
        onChange={(model) => onChange({ model })}
      />
    </Field>
  );
}

/** What the model lets one set; what was set for an earlier one and is not offered can be taken back. */
function SettingFields({ view: { image, imageModel }, onChange }: FieldProps) {
  const { maxImages = 10 } = imageModel ?? {};
  return (
    <>
      <ChoiceField label={words.images.size} model={imageModel} name="size" image={image} onChange={onChange} />
      <ChoiceField label={words.images.quality} model={imageModel} name="quality" image={image} onChange={onChange} />
      <ChoiceField
        label={words.images.background}
        model={imageModel}
        name="background"
        image={image}
        onChange={onChange}
      />
      <NumberField
        label={words.images.count}
        value={image.n}
        placeholder="1"
        problem={words.images.countWrong(maxImages)}
        isValid={(value) => Number.isSafeInteger(value) && value > 0 && value <= maxImages}
        onChange={(n) => onChange({ n })}
      />
    </>
  );
}

interface ChoiceProps {
  label: string;
  model: ImageModel | undefined;
  name: "size" | "quality" | "background";
  image: ImageData;
  onChange: Change;
}

const offeredAs = { size: "sizes", quality: "qualities", background: "backgrounds" } as const;

/** Stands for no choice of one's own. */
const DEFAULT = "";

/** More than these do not fit side by side without cutting their names. */
const MAX_SEGMENTS = 4;

function ChoiceField({ label, model, name, image, onChange }: ChoiceProps) {
  // A document of somebody else may hold an empty one.
  const chosen = image[name] || undefined;
  const offered = model?.[offeredAs[name]] ?? [];
  if (offered.length === 0 && chosen === undefined) return null;
  const values = chosen === undefined || offered.includes(chosen) ? offered : [chosen, ...offered];
  const options = [{ value: DEFAULT, label: words.byModel }, ...values.map((value) => ({ value, label: value }))];
  const isOdd = chosen !== undefined && model !== undefined && !offered.includes(chosen);
  const choose = (next: string) => onChange({ [name]: next === DEFAULT ? undefined : next });
  return (
    <Field label={label} control="button" hint={isOdd ? words.images.notOffered : undefined}>
      {options.length > MAX_SEGMENTS ? (
        <Select value={chosen ?? DEFAULT} options={options} onChange={choose} />
      ) : (
        <SegmentedControl value={chosen ?? DEFAULT} segments={options} onChange={choose} />
      )}
    </Field>
  );
}
