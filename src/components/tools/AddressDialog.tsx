import { useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { addToolServer, patchToolServer } from "@/components/hooks/toolServerChanges";
import { useSubmit } from "@/components/hooks/useSubmit";
import { toolServers } from "@/components/messages/toolServers";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field, TextArea, TextInput } from "@/components/ui/Field";
import { toast } from "@/components/ui/toast";
import { AppError } from "@/types/errors";
import type { ToolServerView } from "@/types/tools";
import { readHeaderLines } from "./headerLines";

const words = toolServers.form;
/** The same in every language. */
const placeholders = { url: "https://tools.example/mcp", headers: "Authorization: Bearer …" };

interface Entered {
  name: string;
  url: string;
  headers: Record<string, string | null>;
}

/** Adds an address, or changes one. Values of headers that were entered never come back. */
export function AddressDialog({ server, onClose }: { server?: ToolServerView; onClose: () => void }) {
  const [name, setName] = useState(server?.name ?? "");
  const [url, setUrl] = useState(server?.url ?? "");
  const [lines, setLines] = useState("");
  const { submit, isBusy, error } = useSubmit(async () => {
    const read = readHeaderLines(lines);
    if ("wrongLine" in read) throw new AppError("invalid_request", words.wrongHeader(read.wrongLine));
    await save(server, { name: name.trim(), url: url.trim(), headers: read.headers });
    toast.success(words.saved(name.trim()));
    onClose();
  });
  const kept = server?.headers ?? [];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={server === undefined ? words.title : words.changeTitle(server.name)}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={words.name}>
          <TextInput value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={words.url} hint={words.urlHint}>
          <TextInput
            type="url"
            value={url}
            placeholder={placeholders.url}
            onChange={(event) => setUrl(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <Field label={words.headers} hint={kept.length === 0 ? words.headersHint : words.headersKept(kept.join(", "))}>
          <TextArea
            mono
            value={lines}
            placeholder={placeholders.headers}
            onChange={(event) => setLines(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            data-1p-ignore
          />
        </Field>
        {error && <ErrorNote error={error} />}
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" variant="primary" busy={isBusy}>
            {words.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** An address with a blotted out query is not sent back: nobody has changed it. */
function save(server: ToolServerView | undefined, { name, url, headers }: Entered): Promise<void> {
  if (server !== undefined) {
    return patchToolServer(server.id, { name, headers, ...(url === server.url ? {} : { url }) });
  }
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
  return addToolServer({ name, url, ...(given.length === 0 ? {} : { headers: Object.fromEntries(given) }) });
}
