"use client";
import { titleOf } from "@/components/ErrorNote";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { connect } from "@/components/messages/connect";
import { Notice } from "@/components/Notice";
import { Button } from "@/components/ui/Button";

const words = connect.returned;

/** How a sign-in ended, as the address of its return says. */
export type Returned = { accountId: string } | { errorCode: string };

/** The tab in which a sign-in ended: it says so, and that it is not needed any more. */
export function SignInReturn({ returned, onGoOn }: { returned: Returned; onGoOn: () => void }) {
  const { status } = useAuthStatus();
  const goOn = <Button onClick={onGoOn}>{words.button}</Button>;
  if ("errorCode" in returned) {
    return (
      <Notice title={words.failedTitle} actions={goOn}>
        <p>{titleOf({ code: returned.errorCode })}.</p>
        <p className="mt-1">{words.failedText}</p>
      </Notice>
    );
  }
  const name = status?.accounts.find((account) => account.id === returned.accountId)?.name;
  return (
    <Notice title={words.title} actions={goOn}>
      <p role="status">{name === undefined ? words.textPlain : words.text(name)}</p>
    </Notice>
  );
}
