import { titleOf } from "@/components/kinds/nodeViews";
import { listText } from "@/components/language/locale";
import { inputs as words } from "@/components/messages/inputs";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { ACCEPTED_TEXT_FILES, readListFile } from "@/components/nodes/uploadTextFile";
import { useFilePick } from "@/components/nodes/useFilePick";
import { Button } from "@/components/ui/Button";
import { Field, TextArea } from "@/components/ui/Field";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import type { AskedField } from "./askedFields";
import { FileAnswer } from "./FileAnswer";
import type { Given } from "./givenValues";

export interface AnswerProps {
  field: AskedField;
  given: Given | undefined;
  /** Has the focus when the form opens. */
  isFirst: boolean;
  onGive: (given: Given | undefined) => void;
}

/** One thing that a run lacks: a text for a place or a list, a file or a picture. */
export function AskedFieldRow({ isLacking, ...props }: AnswerProps & { isLacking: boolean }) {
  const { field } = props;
  const { kind, name, nodes } = field;
  const titles = listText(nodes.map(titleOf));
  const isPlace = kind === "place";
  const isText = isPlace || kind === "list";
  return (
    <Field
      label={isPlace ? <code className="font-mono">{name}</code> : titles}
      aside={isPlace ? words.goesTo(titles) : undefined}
      control={isText ? "input" : "button"}
      hint={isPlace ? words.placeHint : undefined}
      error={isLacking && !isPlace ? words.lacks[kind] : undefined}
    >
      {isText ? (
        <TextAnswer {...props} />
      ) : (
        <FileAnswer isPicture={kind === "image"} given={props.given} isFirst={props.isFirst} onGive={props.onGive} />
      )}
      {kind === "list" && <ListFile onGive={props.onGive} />}
    </Field>
  );
}

/** The items of a file in the place of those that are written. */
function ListFile({ onGive }: Pick<AnswerProps, "onGive">) {
  const pick = useFilePick(ACCEPTED_TEXT_FILES, async (file) => {
    const read = await readListFile(file);
    if (read !== undefined) onGive({ text: read.text });
  });
  return (
    <div {...pick.dropTarget}>
      <Button size="sm" busy={pick.busy} onClick={pick.choose}>
        {nodeWords.list.choose}
      </Button>
      {pick.input}
    </div>
  );
}

function TextAnswer({ field, given, isFirst, onGive }: AnswerProps) {
  const [node] = field.nodes;
  const split = nodeKinds.list.schema.safeParse(node?.data).data?.split ?? "lines";
  const isList = field.kind === "list";
  return (
    <TextArea
      data-answer
      // A dialog that is nothing but these questions.
      autoFocus={isFirst}
      rows={isList ? 5 : 3}
      mono={isList && split !== "lines"}
      value={given !== undefined && "text" in given ? given.text : ""}
      placeholder={isList ? nodeWords.list.placeholder[split] : undefined}
      className="max-h-[40vh]"
      onChange={(event) => onGive({ text: event.target.value })}
    />
  );
}
