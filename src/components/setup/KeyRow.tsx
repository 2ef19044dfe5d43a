"use client";
import { useId, useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { useSubmit } from "@/components/hooks/useSubmit";
import { roles } from "@/components/messages/roles";
import { setup } from "@/components/messages/setup";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { TextInput } from "@/components/ui/Field";
import { toast } from "@/components/ui/toast";
import { useMay } from "@/store/person";
import { type PutKey, putKeySchema } from "@/types/api";
import { AppError } from "@/types/errors";
import { isUpstreamUrl } from "@/types/outboundUrl";
import type { KeyView } from "@/types/providers";
import { type KeyProviderId, providerNames, providerTable } from "@/types/providerTable";
import { BaseUrlField } from "./BaseUrlField";
import { RemoveButton } from "./RemoveButton";
import { SharingButton } from "./SharingButton";

const words = setup.keys;

/** One provider's key: what is there, and the field to enter or replace it. What is typed never comes back. */
export function KeyRow({
  provider,
  view,
  onSave,
  onRemove,
}: {
  provider: KeyProviderId;
  view: KeyView;
  onSave: (entered: PutKey) => Promise<void>;
  onRemove: () => Promise<void>;
}) {
  const id = useId();
  const name = providerNames[provider];
  const isAdmin = useMay("admin");
  if (!isAdmin) return <ReadOnlyKey name={name} view={view} />;
  return (
    <li className="grid grid-cols-1 items-start gap-x-4 gap-y-1.5 sm:grid-cols-[150px_1fr]">
      <label htmlFor={id} className="flex min-h-8 items-center font-medium">
        {name}
      </label>
      {/* Another key is another form: an address that was left in the old one is not for it. */}
      <KeyForm key={view.baseUrl ?? ""} id={id} provider={provider} view={view} onSave={onSave} onRemove={onRemove} />
    </li>
  );
}

/** For who may use the key and not change it. */
function ReadOnlyKey({ name, view }: { name: string; view: KeyView }) {
  return (
    <li className="grid grid-cols-1 items-center gap-x-4 sm:grid-cols-[150px_1fr]">
      <span className="flex min-h-8 items-center font-medium">{name}</span>
      <span className="flex items-center gap-2 text-ink-2">
        {presentKey(view) ?? roles.noKey}
        {view.source !== null && view.problem === undefined && <Badge tone="ok">{words.ready}</Badge>}
      </span>
    </li>
  );
}

function KeyForm({
  id,
  provider,
  view,
  onSave,
  onRemove,
}: {
  id: string;
  provider: KeyProviderId;
  view: KeyView;
  onSave: (entered: PutKey) => Promise<void>;
  onRemove: () => Promise<void>;
}) {
  const [key, setKey] = useState("");
  const [baseUrl, setBaseUrl] = useState(view.baseUrl ?? "");
  const name = providerNames[provider];
  const hasKey = view.source !== null;
  const address = baseUrl.trim() || undefined;
  const problem = view.problem === undefined ? undefined : ({ code: "storage_failed", message: view.problem } as const);
  const { submit, isBusy, error } = useSubmit(async () => {
    const entered = putKeySchema.shape.key.safeParse(key);
    if (!entered.success) throw new AppError("invalid_request", entered.error.issues[0]?.message ?? "");
    if (address !== undefined && !isUpstreamUrl(address)) throw new AppError("invalid_request", words.baseUrlWrong);
    await onSave({ key: entered.data, baseUrl: address });
    setKey("");
    toast.success(words.saved(name));
  });
  const shown = error ?? problem;
  return (
    <form onSubmit={submit}>
      <div className="flex items-center gap-2">
        <TextInput
          id={id}
          type="password"
          value={key}
          onChange={(event) => setKey(event.target.value)}
          placeholder={presentKey(view) ?? providerTable[provider].keyLooks}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={view.source === "env" ? `${id}-hint` : undefined}
          aria-invalid={error !== undefined || undefined}
          data-1p-ignore
        />
        {hasKey && key === "" ? (
          <>
            {view.problem === undefined && <Badge tone="ok">{words.ready}</Badge>}
            {view.source === "stored" && <RemoveButton name={name} words={words} onRemove={onRemove} />}
          </>
        ) : (
          <Button type="submit" busy={isBusy} disabled={key.trim() === ""}>
            {hasKey ? words.replace : words.save}
          </Button>
        )}
      </div>
      {view.source === "env" && (
        <p id={`${id}-hint`} className="mt-1 text-ink-3 text-xs">
          {words.envHint}
        </p>
      )}
      {hasKey && <SharingButton what={{ key: provider }} name={name} sharing={view.sharing} />}
      {shown && (
        <div className="mt-2">
          <ErrorNote error={shown} />
        </div>
      )}
      <BaseUrlField
        value={baseUrl}
        placeholder={providerTable[provider].gateway}
        isSaved={view.baseUrl !== undefined}
        onChange={setBaseUrl}
      />
    </form>
  );
}

function presentKey({ source, lastFour = "" }: KeyView): string | undefined {
  if (source === null) return undefined;
  return source === "env" ? words.fromEnv(lastFour) : words.stored(lastFour);
}
