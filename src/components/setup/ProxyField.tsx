"use client";
import { type FormEvent, useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { setup } from "@/components/messages/setup";
import { Button } from "@/components/ui/Button";
import { Field, TextInput } from "@/components/ui/Field";
import { patchAccountSchema } from "@/types/accounts";
import type { AccountView } from "@/types/providers";
import { announce, patchAccount } from "./accountActions";

const words = setup.proxy;

/** The account's own way out. What is typed never comes back. */
export function ProxyField({ account }: { account: AccountView }) {
  const [address, setAddress] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const proxyUrl = address.trim();
    if (!patchAccountSchema.safeParse({ proxyUrl }).success) return setError(words.wrong);
    setIsBusy(true);
    setError(undefined);
    try {
      await patchAccount(account.id, { proxyUrl });
      setAddress("");
    } catch (failure) {
      setError(toShownError(failure).message);
    }
    setIsBusy(false);
  };
  const remove = async () => {
    setIsBusy(true);
    await announce(words.removed, () => patchAccount(account.id, { proxyUrl: null }));
    setIsBusy(false);
  };
  return (
    <form onSubmit={save}>
      <Field label={words.label} hint={account.hasProxy ? words.some : words.none} error={error}>
        <div className="flex gap-2">
          <TextInput
            value={address}
            placeholder={words.placeholder}
            onChange={(event) => setAddress(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            data-1p-ignore
          />
          {account.hasProxy && address === "" ? (
            <Button busy={isBusy} onClick={() => void remove()}>
              {words.remove}
            </Button>
          ) : (
            <Button type="submit" busy={isBusy} disabled={address.trim() === ""}>
              {words.save}
            </Button>
          )}
        </div>
      </Field>
    </form>
  );
}
