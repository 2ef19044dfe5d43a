import { FileUp, ImageUp, X } from "lucide-react";
import type { Given } from "@/components/inputs/givenValues";
import { runPage as words } from "@/components/messages/runPage";
import { ACCEPTED_FILES, uploadFile } from "@/components/nodes/uploadFile";
import { ACCEPTED_IMAGES, uploadPicture } from "@/components/nodes/uploadPicture";
import { useFilePick } from "@/components/nodes/useFilePick";
import { Button } from "@/components/ui/Button";
import { Field, TextArea, TextInput } from "@/components/ui/Field";
import { IconButton } from "@/components/ui/IconButton";
import { Select } from "@/components/ui/Select";
import { assetPath } from "@/store/endpoints";
import type { PageInput } from "@/types/pages";
import type { Lack } from "./answers";
import { TableAnswer } from "./TableAnswer";

export interface AnswerProps {
  input: PageInput;
  given: Given | undefined;
  onGive: (given: Given | undefined) => void;
}

/** One named input: its title, its hint, and the control of its kind. */
export function InputField({ lack, ...props }: AnswerProps & { lack: Lack | undefined }) {
  const { title, hint, required, kind } = props.input;
  const isPressed = kind === "choice" || kind === "picture" || kind === "file";
  return (
    <div data-field>
      <Field
        label={title}
        aside={required ? undefined : words.optional}
        hint={hint}
        error={lack && (lack === "missing" ? words.missing[kind] : words.notNumber)}
        control={isPressed ? "button" : "input"}
      >
        <Answer {...props} />
      </Field>
    </div>
  );
}

/** Sixteen pixels and more: a phone enlarges the page for smaller ones. */
const large = "max-sm:text-base";

function Answer(props: AnswerProps) {
  const { input, given, onGive } = props;
  const text = given !== undefined && "text" in given ? given.text : "";
  const onText = (value: string) => onGive({ text: value });
  switch (input.kind) {
    case "long":
      return (
        <TextArea
          rows={5}
          value={text}
          required={input.required}
          className={`max-h-[50vh] ${large}`}
          onChange={(event) => onText(event.target.value)}
        />
      );
    case "choice":
      return (
        <Select
          value={text === "" ? null : text}
          placeholder={words.choose}
          options={(input.options ?? []).map((option) => ({ value: option, label: option }))}
          className="h-10"
          onChange={onText}
        />
      );
    case "picture":
    case "file":
      return <FileAnswer {...props} />;
    case "table":
      return <TableAnswer {...props} />;
    default:
      return (
        <TextInput
          value={text}
          inputMode={input.kind === "number" ? "decimal" : undefined}
          required={input.required}
          autoComplete="off"
          className={`h-10 ${large}`}
          onChange={(event) => onText(event.target.value)}
        />
      );
  }
}

/** A file or a picture, by dialog or by drop. */
function FileAnswer({ input, given, onGive }: AnswerProps) {
  const isPicture = input.kind === "picture";
  const pick = useFilePick(isPicture ? ACCEPTED_IMAGES : ACCEPTED_FILES, async (file) => {
    const taken = await (isPicture ? uploadPicture(file) : uploadFile(file));
    if (taken?.asset !== undefined) onGive({ asset: taken.asset, fileName: taken.fileName });
  });
  const chosen = given !== undefined && "asset" in given ? given : undefined;
  const { choose, drop } = isPicture ? words.picture : words.file;
  return (
    <div
      {...pick.dropTarget}
      className="flex flex-wrap items-center gap-3 rounded-control border border-line-strong border-dashed p-2 pl-3"
    >
      {isPicture && chosen && (
        // biome-ignore lint/performance/noImgElement: an asset of this server, in its own size
        <img src={assetPath(chosen.asset)} alt="" className="size-14 shrink-0 rounded-sm object-cover" />
      )}
      <span className="wrap-anywhere min-w-32 flex-1 text-ink-2">{chosen ? chosen.fileName : drop}</span>
      <Button icon={isPicture ? ImageUp : FileUp} busy={pick.busy} onClick={pick.choose}>
        {chosen ? words.replace : choose}
      </Button>
      {chosen && <IconButton label={words.remove} icon={X} onClick={() => onGive(undefined)} />}
      {pick.input}
    </div>
  );
}
