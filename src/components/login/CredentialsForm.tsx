"use client";
import { type FormEvent, useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { login as words } from "@/components/messages/login";
import { Button } from "@/components/ui/Button";
import { Field, TextInput } from "@/components/ui/Field";
import { login } from "@/store/people";

/** A password, and a name where people have some. */
export function CredentialsForm(props: {
  isNamed: boolean;
  /** What is said of a password that does not open. */
  wrong: string;
  onDone: () => void;
}) {
  const { isNamed, wrong, onDone } = props;
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setError(undefined);
    try {
      await login(isNamed ? { name: name.trim(), password } : { password });
      onDone();
    } catch (failure) {
      const { code, message } = toShownError(failure);
      setError(code === "login_required" ? wrong : message);
      setIsBusy(false);
    }
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {isNamed && (
        <Field label={words.name}>
          <TextInput
            autoFocus
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      )}
      <Field label={words.label} error={error}>
        <TextInput
          type="password"
          autoFocus={!isNamed}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button
        type="submit"
        variant="primary"
        busy={isBusy}
        disabled={password === "" || (isNamed && name.trim() === "")}
        className="w-full"
      >
        {words.button}
      </Button>
    </form>
  );
}
