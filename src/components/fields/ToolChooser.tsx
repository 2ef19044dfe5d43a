import { Plug } from "lucide-react";
import { useToolServers } from "@/components/hooks/useToolServers";
import { toolCalls as words } from "@/components/messages/toolCalls";
import { formatCount } from "@/components/nodes/format";
import type { LlmData } from "@/components/nodes/useLlmNode";
import { Button } from "@/components/ui/Button";
import { CheckLine, toggled } from "@/components/ui/CheckLine";
import { Select } from "@/components/ui/Select";
import { Spinner } from "@/components/ui/Spinner";
import {
  MAX_TOOL_NAMES,
  MAX_TOOL_SERVERS,
  mostCallsOf,
  STANDARD_ROUNDS,
  STANDARD_TOOL_TEXT,
  type ToolChoice,
} from "@/lib/nodes/toolSettings";
import { openSetup } from "@/store/dialogStore";
import type { ToolServerView } from "@/types/tools";
import type { ChangeLlm } from "./changeLlm";
import { NumberField } from "./NumberField";

type Shown = Pick<ToolServerView, "id" | "name" | "enabled" | "error" | "tools"> & { isGone?: true };

/** The servers of tools with what each offers, who is asked before a call, and how far the model may go. */
export function ToolChooser({ data, onChange }: { data: LlmData; onChange: ChangeLlm }) {
  const { servers, error } = useToolServers();
  const { tools = [] } = data;
  if (error !== undefined) return <p className="text-error text-xs">{words.failed}</p>;
  if (servers === undefined) return <Spinner />;
  const change = (server: string, choice: ToolChoice | undefined) => {
    const others = tools.filter((one) => one.server !== server);
    const all = choice === undefined ? others : [...others, choice];
    onChange({ tools: all.length === 0 ? undefined : all });
  };
  const isFull = tools.length >= MAX_TOOL_SERVERS;
  const shown = [...servers, ...goneServers(tools, servers)];
  return (
    <div className="flex flex-col gap-3">
      {shown.length === 0 && (
        <>
          <p className="text-ink-3 text-xs">{words.noServers}</p>
          <Button size="sm" icon={Plug} className="self-start" onClick={() => openSetup("tools")}>
            {words.setUp}
          </Button>
        </>
      )}
      {shown.map((server) => (
        <ServerTools
          key={server.id}
          server={server}
          choice={tools.find((one) => one.server === server.id)}
          isFull={isFull}
          onChange={(choice) => change(server.id, choice)}
        />
      ))}
      {isFull && <Most count={MAX_TOOL_SERVERS} />}
      {tools.length > 0 && <Bounds data={data} onChange={onChange} />}
    </div>
  );
}

/** Servers that the node names and that are not set up here: a document from elsewhere has some. */
function goneServers(tools: readonly ToolChoice[], servers: readonly ToolServerView[]): Shown[] {
  const gone = tools.filter(({ server }) => !servers.some(({ id }) => id === server));
  return gone.map(({ server }) => ({ id: server, name: server, enabled: false, tools: [], isGone: true }));
}

interface ServerProps {
  server: Shown;
  choice: ToolChoice | undefined;
  /** The node names as many servers as it may. */
  isFull: boolean;
  onChange: (choice: ToolChoice | undefined) => void;
}

function ServerTools({ server, choice, isFull, onChange }: ServerProps) {
  const { id, name, enabled, error, isGone } = server;
  const why = isGone ? words.gone : enabled ? error : words.off;
  return (
    <section className="flex flex-col gap-2 rounded-control border border-line p-2.5">
      <CheckLine
        label={<span className="font-medium">{words.use(name)}</span>}
        hint={why}
        checked={choice !== undefined}
        disabled={isFull && choice === undefined}
        onChange={(isOn) => onChange(isOn ? { server: id, approval: "ask" } : undefined)}
      />
      {choice !== undefined && <Approval server={name} choice={choice} onChange={onChange} />}
      {choice !== undefined && !isGone && <Names server={server} choice={choice} onChange={onChange} />}
    </section>
  );
}

const approvals = ["ask", "always", "never"] as const;

type ChosenProps = Pick<ServerProps, "server" | "onChange"> & { choice: ToolChoice };

function Approval({ server, choice, onChange }: Omit<ChosenProps, "server"> & { server: string }) {
  const value = choice.approval ?? "ask";
  return (
    <div className="flex flex-col gap-1">
      <Select
        aria-label={words.approval(server)}
        value={value}
        options={approvals.map((approval) => ({ value: approval, label: words.approvals[approval] }))}
        onChange={(approval) => onChange({ ...choice, approval })}
      />
      <p className="text-ink-3 text-xs">{words.approvalHints[value]}</p>
    </div>
  );
}

/** All tools of a server, or those that are ticked. */
function Names({ server: { tools }, choice, onChange }: ChosenProps) {
  const { names } = choice;
  if (tools.length === 0) return <p className="text-ink-3 text-xs">{words.noTools}</p>;
  const all = tools.map(({ name }) => name);
  return (
    <div className="flex flex-col gap-1.5 text-xs">
      <CheckLine
        label={words.all}
        checked={names === undefined}
        onChange={(isAll) => onChange({ ...choice, names: isAll ? undefined : all.slice(0, MAX_TOOL_NAMES) })}
      />
      {names !== undefined && (
        <>
          <p className="text-ink-3">{words.some(formatCount(names.length), formatCount(all.length))}</p>
          <ul className="flex max-h-64 flex-col gap-1.5 overflow-y-auto">
            {tools.map(({ name, title, description, readOnly }) => (
              <li key={name}>
                <CheckLine
                  label={
                    <>
                      <span className="font-mono">{title ?? name}</span>
                      {readOnly && <span className="text-ink-3">{` · ${words.readOnly}`}</span>}
                    </>
                  }
                  hint={description?.split("\n")[0]?.slice(0, 160)}
                  checked={names.includes(name)}
                  disabled={names.length >= MAX_TOOL_NAMES && !names.includes(name)}
                  onChange={(isOn) => onChange({ ...choice, names: toggled(names, name, isOn) })}
                />
              </li>
            ))}
          </ul>
          {names.length >= MAX_TOOL_NAMES && <Most count={MAX_TOOL_NAMES} />}
        </>
      )}
    </div>
  );
}

function Most({ count }: { count: number }) {
  return <p className="text-ink-3 text-xs">{words.most(formatCount(count))}</p>;
}

/** How often the model may use tools for one answer, how much it gets of each, and whether answers are kept. */
function Bounds({ data, onChange }: { data: LlmData; onChange: ChangeLlm }) {
  return (
    <>
      <NumberField
        label={words.rounds}
        value={data.maxToolRounds}
        placeholder={String(STANDARD_ROUNDS)}
        problem={words.roundsWrong}
        isValid={(value) => Number.isSafeInteger(value) && value >= 1 && value <= 50}
        onChange={(maxToolRounds) => onChange({ maxToolRounds })}
      />
      <p className="-mt-2 text-ink-3 text-xs">{words.atMost(formatCount(mostCallsOf(data)))}</p>
      <NumberField
        label={words.text}
        value={data.maxToolText}
        placeholder={String(STANDARD_TOOL_TEXT)}
        problem={words.textWrong}
        isValid={(value) => Number.isSafeInteger(value) && value >= 500 && value <= 60_000}
        onChange={(maxToolText) => onChange({ maxToolText })}
      />
      <CheckLine
        label={words.cache}
        hint={words.cacheHint}
        checked={data.cacheTools === true}
        onChange={(cacheTools) => onChange({ cacheTools: cacheTools || undefined })}
      />
    </>
  );
}
