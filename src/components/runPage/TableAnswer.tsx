import { FileUp } from "lucide-react";
import { useEffect, useState } from "react";
import { listText } from "@/components/language/locale";
import { runPage as words } from "@/components/messages/runPage";
import { formatCount } from "@/components/nodes/format";
import { ACCEPTED_TEXT_FILES, readListFile } from "@/components/nodes/uploadTextFile";
import { useFilePick } from "@/components/nodes/useFilePick";
import { Button } from "@/components/ui/Button";
import { TextArea } from "@/components/ui/Field";
import { isAppError } from "@/types/errors";
import type { AnswerProps } from "./InputField";

/** A table as CSV: pasted from a spreadsheet, or of a file, with what is seen in it. */
export function TableAnswer({ given, onGive }: AnswerProps) {
  const text = given !== undefined && "text" in given ? given.text : "";
  const pick = useFilePick(ACCEPTED_TEXT_FILES, async (file) => {
    const read = await readListFile(file);
    if (read !== undefined) onGive({ text: read.text });
  });
  return (
    <>
      <TextArea
        mono
        rows={5}
        value={text}
        placeholder={words.table.placeholder}
        className="max-h-[50vh] max-sm:text-base"
        onChange={(event) => onGive({ text: event.target.value })}
      />
      <div {...pick.dropTarget} className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button size="sm" icon={FileUp} busy={pick.busy} onClick={pick.choose}>
          {words.table.choose}
        </Button>
        {text.trim() !== "" && <TableHead text={text} />}
        {pick.input}
      </div>
    </>
  );
}

const SHOWN_COLUMNS = 6;
/** After the last key, in milliseconds. */
const REST_MS = 300;

/** How many rows are read, and of which columns; or why it is no table. */
function TableHead({ text }: { text: string }) {
  const [seen, setSeen] = useState("");
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => void describe(text).then((told) => !isOver && setSeen(told)), REST_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [text]);
  return (
    <span role="status" className="wrap-anywhere min-w-0 text-ink-3 text-xs">
      {seen}
    </span>
  );
}

async function describe(text: string): Promise<string> {
  const { readCsvTable } = await import("@/lib/nodes/csvTable");
  const { headOfText } = await import("@/components/nodes/listHead");
  try {
    const lines = /^\s*\{/.test(text) ? headOfText(text, "jsonl") : undefined;
    const { columns, rows } = lines ?? readCsvTable(text);
    const shown = columns.slice(0, SHOWN_COLUMNS);
    const count = lines?.count ?? rows.length;
    return words.table.rows(
      formatCount(count),
      count,
      listText(columns.length > shown.length ? [...shown, "…"] : shown),
    );
  } catch (error) {
    if (isAppError(error)) return error.message;
    throw error;
  }
}
