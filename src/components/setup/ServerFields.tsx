"use client";
import { setup } from "@/components/messages/setup";
import { Field, TextInput } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import type { ServerApi, ServerView } from "@/types/servers";
import { ServerSkills } from "./ServerSkills";
import type { ServerForm } from "./serverForm";

const words = setup.servers;

interface Props {
  form: ServerForm;
  change: (part: Partial<ServerForm>) => void;
  /** The one that is changed; absent for a new one. */
  server: ServerView | undefined;
}

/** What most servers need: a name, an address, perhaps a key. */
export function ServerFields({ form, change, server, isKeyRequired }: Props & { isKeyRequired: boolean }) {
  return (
    <>
      <Field label={words.name}>
        <TextInput value={form.name} onChange={(event) => change({ name: event.target.value })} maxLength={80} />
      </Field>
      <Field label={words.baseUrl} hint={words.baseUrlHint}>
        <TextInput
          type="url"
          value={form.baseUrl}
          placeholder={words.baseUrlPlaceholder}
          onChange={(event) => change({ baseUrl: event.target.value })}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <Field label={words.key} hint={isKeyRequired ? words.keyRequired : words.keyHint}>
        <TextInput
          type="password"
          value={form.key}
          placeholder={server?.hasKey ? words.stored(server.lastFour) : undefined}
          onChange={(event) => change({ key: event.target.value })}
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
        />
      </Field>
      <Advanced form={form} change={change} server={server} />
    </>
  );
}

/** What few need, out of the way of all others. */
function Advanced({ form, change, server }: Props) {
  return (
    <details open={server?.headerName !== undefined || Object.keys(form.skills).length > 0 || form.api !== "auto"}>
      <summary className="w-fit cursor-pointer text-ink-2 hover:text-ink">{words.advanced}</summary>
      <div className="mt-3 flex flex-col gap-4">
        <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
          <Field label={words.headerName}>
            <TextInput
              value={form.headerName}
              placeholder="X-Api-Key"
              onChange={(event) => change({ headerName: event.target.value })}
              spellCheck={false}
            />
          </Field>
          <Field label={words.headerValue}>
            <TextInput
              type="password"
              value={form.headerValue}
              placeholder={server?.headerName === undefined ? undefined : words.stored()}
              onChange={(event) => change({ headerValue: event.target.value })}
              autoComplete="off"
              data-1p-ignore
            />
          </Field>
        </div>
        <Field label={words.api} control="button" hint={words.apiHint}>
          <Select<ServerApi> value={form.api} options={words.apis} onChange={(api) => change({ api })} />
        </Field>
        <ServerSkills skills={form.skills} onChange={(skills) => change({ skills })} />
      </div>
    </details>
  );
}
