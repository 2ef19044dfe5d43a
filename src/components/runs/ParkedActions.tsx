import { CircleUserRound, Play } from "lucide-react";
import { useRunnable } from "@/components/hooks/useRunnable";
import { parked as words } from "@/components/messages/parked";
import { setup } from "@/components/messages/setup";
import { announce, patchAccount } from "@/components/setup/accountActions";
import { Button } from "@/components/ui/Button";
import { Menu, MenuItem } from "@/components/ui/Menu";
import { toast } from "@/components/ui/toast";
import { mayGoOn } from "@/store/runOwner";
import { resumeRun, tryParkedRun } from "@/store/runSession";
import { useRun } from "@/store/useRun";
import { type Park, useParkedAccount, useParkText, useUnallowedAccount } from "./parked";
import { StartedByOther } from "./StartedByOther";

/** The ways to go on before a limit ends: now, or on another account. */
export function ParkedActions({ park }: { park: Park }) {
  const canGoOn = useRun(({ run }) => mayGoOn(run));
  if (!canGoOn) return <StartedByOther />;
  return (
    <>
      <TryNow park={park} />
      <OtherAccounts park={park} />
      {park.until !== null && <AllowButton />}
    </>
  );
}

/** Nobody can know whether a limit was lifted before its time, so that it may be tried; an answer comes either way. */
function TryNow({ park }: { park: Park }) {
  const text = useParkText(park);
  const tryNow = async () => {
    if (await tryParkedRun()) toast.info(words.stillStands, { description: text });
  };
  return (
    <Button size="sm" icon={Play} onClick={() => void tryNow()}>
      {words.tryNow}
    </Button>
  );
}

function OtherAccounts({ park }: { park: Park }) {
  const { accounts } = useRunnable();
  const parked = useParkedAccount(park);
  const others = accounts.filter(({ id, status }) => id !== parked?.id && status !== "limited");
  const [first] = others;
  if (first === undefined) return null;
  if (others.length === 1) {
    return (
      <Button size="sm" icon={CircleUserRound} onClick={() => void resumeRun({ account: first.id })}>
        {words.otherAccount(first.name)}
      </Button>
    );
  }
  const trigger = (
    <Button size="sm" icon={CircleUserRound}>
      {words.otherAccounts}
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      {others.map(({ id, name }) => (
        <MenuItem key={id} icon={CircleUserRound} onSelect={() => void resumeRun({ account: id })}>
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** Lets runs go on by themselves that may not yet; nothing where none has to wait for that. */
export function AllowButton() {
  const account = useUnallowedAccount();
  if (account === undefined) return null;
  const allow = () => announce(setup.background.allowed, () => patchAccount(account.id, { backgroundConsent: true }));
  return (
    <Button size="sm" onClick={() => void allow()}>
      {words.allow}
    </Button>
  );
}
