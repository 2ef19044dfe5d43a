import { Check, CircleUserRound, KeyRound, type LucideIcon, Server, TriangleAlert } from "lucide-react";
import { useKeys } from "@/components/hooks/useKeys";
import { useRunnable } from "@/components/hooks/useRunnable";
import { nodes as words } from "@/components/messages/nodes";
import { Menu, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/Menu";
import { useMay } from "@/store/person";
import { type ProviderId, providerNames, providerTable } from "@/types/providerTable";
import type { LlmData, LlmNodeView } from "./useLlmNode";

interface ModelChipProps {
  view: LlmNodeView;
  onChange: (change: Partial<LlmData>) => void;
}

/** What a call runs on, in one line; a press changes it. */
export function ModelChip({ view, onChange }: ModelChipProps) {
  const { data, account, model, isModelGone } = view;
  const mayEdit = useMay("editor");
  const Icon = payerIcons[providerTable[data.provider].paidBy];
  const payer = account?.name ?? view.server?.name;
  const listed = view.models.find(({ id }) => id === data.model) ?? model;
  const name = listed?.name ?? (data.model === "" ? words.llm.chooseModel : data.model);
  const effort = data.reasoningEffort ?? model?.defaultReasoningEffort;
  return (
    <div className="nodrag">
      <Menu
        trigger={
          <button
            type="button"
            disabled={!mayEdit}
            title={mayEdit ? words.llm.change(name) : undefined}
            className="flex h-7 w-full items-center gap-1.5 rounded-[8px] border border-line bg-field px-2 text-left text-xs transition-colors enabled:hover:border-line-strong data-popup-open:border-line-strong"
          >
            <Icon size={14} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
            <span className="truncate font-semibold">{name}</span>
            <span className="truncate text-ink-2">
              {isPaidByKey(data.provider) ? words.apiKey(view.lastFour) : payer}
            </span>
            {isModelGone ? (
              <span className="ml-auto flex shrink-0 items-center gap-1 text-waiting">
                <TriangleAlert size={12} strokeWidth={2} aria-hidden />
                {words.llm.gone}
              </span>
            ) : (
              effort && <span className="ml-auto shrink-0 text-ink-2">{effort}</span>
            )}
          </button>
        }
      >
        <ChipMenu view={view} onChange={onChange} />
      </Menu>
    </div>
  );
}

function ChipMenu({ view, onChange }: ModelChipProps) {
  const { data, models } = view;
  return (
    <>
      <PayerItems
        view={view}
        onChoose={(provider, account) => {
          if (provider === data.provider && account === data.account) return;
          const keepsModel = provider === data.provider && provider !== "compatible";
          onChange(keepsModel ? { account } : { provider, account, model: "", reasoningEffort: undefined });
        }}
      />
      {models.length > 0 && (
        <>
          <MenuSeparator />
          <MenuGroup label={words.llm.model}>
            {models.map((model) => (
              <MenuItem
                key={model.id}
                icon={model.id === data.model ? Check : Blank}
                onSelect={() => onChange({ model: model.id, reasoningEffort: undefined })}
              >
                {model.name}
              </MenuItem>
            ))}
          </MenuGroup>
        </>
      )}
    </>
  );
}

function PayerItems({
  view,
  onChoose,
}: {
  view: LlmNodeView;
  onChoose: (provider: ProviderId, account?: string) => void;
}) {
  const { accounts, providers, servers } = useRunnable();
  const { keys } = useKeys();
  const { provider, account } = view.data;
  const keyProviders = providers.filter(isPaidByKey);
  return (
    <MenuGroup label={words.llm.runsOn}>
      {accounts.map(({ id, name }) => (
        <MenuItem
          key={id}
          icon={provider === "openai-auth" && view.account?.id === id ? Check : CircleUserRound}
          onSelect={() => onChoose("openai-auth", account === undefined && view.account?.id === id ? undefined : id)}
        >
          {name}
        </MenuItem>
      ))}
      {keyProviders.map((id) => (
        <MenuItem key={id} icon={provider === id ? Check : KeyRound} onSelect={() => onChoose(id)}>
          {providerNames[id]}, {words.apiKey(keys?.find((key) => key.provider === id)?.lastFour)}
        </MenuItem>
      ))}
      {servers.map(({ id, name }) => (
        <MenuItem
          key={id}
          icon={view.server?.id === id ? Check : Server}
          onSelect={() => onChoose("compatible", account === undefined && view.server?.id === id ? undefined : id)}
        >
          {name}
        </MenuItem>
      ))}
      {accounts.length + keyProviders.length + servers.length === 0 && (
        <MenuItem disabled onSelect={() => undefined}>
          {words.llm.notConnected}
        </MenuItem>
      )}
    </MenuGroup>
  );
}

const payerIcons = { account: CircleUserRound, key: KeyRound, server: Server };

function isPaidByKey(provider: ProviderId): boolean {
  return providerTable[provider].paidBy === "key";
}

/** Keeps the place of a tick free. */
const Blank = (({ size = 15 }: { size?: number | string }) => (
  <span aria-hidden style={{ width: size, height: size }} />
)) as unknown as LucideIcon; // only its size is used
