import { whenText } from "@/components/accounts";
import { people as messages } from "@/components/messages/people";
import { tip } from "@/components/ui/tip";
import { useWorkflow } from "@/store/useWorkflow";
import { Initials } from "./Initials";
import { usePresence } from "./usePresence";

const words = messages.presence;

/** Discs shown; more of them are a number. */
const SHOWN = 3;

/** Who else has the open workflow open. */
export function PresentPeople() {
  // What was never saved cannot be open anywhere else.
  const id = useWorkflow(({ workflow }) => (workflow !== null && workflow.revision > 0 ? workflow.id : undefined));
  const others = usePresence(id);
  if (others.length === 0) return null;
  const rest = others.length - SHOWN;
  return (
    <ul aria-label={words.label} className="flex shrink-0 max-sm:hidden">
      {others.slice(0, SHOWN).map((person) => {
        const said = words.since(person.name, whenText(person.since));
        return (
          <li key={person.id} {...tip(said)} className="-ml-1 rounded-full ring-2 ring-panel first:ml-0">
            <Initials person={person} isSmall />
            <span className="sr-only">{said}</span>
          </li>
        );
      })}
      {rest > 0 && <li className="ml-1 self-center text-ink-2 text-xs">{words.more(rest)}</li>}
    </ul>
  );
}
