import { type Scenario, withoutScenarios } from "@/simulator/scenarios/scenario";
import { answerId } from "./answerId";
import type { AnswerCall, Ask, OfferedTool } from "./ask";
import { instanceOf } from "./fromSchema";
import { themeOf } from "./theme";

interface WantedCall {
  tool: OfferedTool;
  /** The arguments as the prompt gives them; made up from the schema otherwise. */
  text?: string;
}

/**
 * The calls that this answer asks for. `[call:name]` asks for one, several at once unless the request wants one at a
 * time; `[then]` parts rounds. Without such words a choice that forces a call has the named tool called, or the first.
 */
export function callsDue(ask: Ask, scenarios: readonly Scenario[]): AnswerCall[] {
  const { tools = [], choice = "auto", turn, parallel = true } = ask;
  const made = turn?.calls.length ?? 0;
  if (tools.length === 0 || choice === "none") return [];
  const due = dueRound(wantedRounds(tools, scenarios), made);
  const wanted = due.length > 0 ? due : forced(ask, tools);
  const now = parallel ? wanted : wanted.slice(0, 1);
  return now.map((call, index) => toCall(ask, call, made + index));
}

function wantedRounds(tools: OfferedTool[], scenarios: readonly Scenario[]): WantedCall[][] {
  const rounds: WantedCall[][] = [[]];
  for (const { word, name, text } of scenarios) {
    if (word === "then") rounds.push([]);
    const tool = word === "call" && name !== undefined ? findTool(tools, name) : undefined;
    if (tool !== undefined) rounds.at(-1)?.push({ tool, ...(text === undefined ? {} : { text }) });
  }
  return rounds;
}

/** What is left of the first round that is not over after so many calls. */
function dueRound(rounds: WantedCall[][], made: number): WantedCall[] {
  let left = made;
  for (const round of rounds) {
    if (left < round.length) return round.slice(left);
    left -= round.length;
  }
  return [];
}

function forced({ choice }: Ask, tools: OfferedTool[]): WantedCall[] {
  if (choice === "required") return tools.slice(0, 1).map((tool) => ({ tool }));
  if (typeof choice !== "object") return [];
  const tool = findTool(tools, choice.name);
  return tool === undefined ? [] : [{ tool }];
}

/** By its name, or by `namespace.name`. */
export function findTool(tools: OfferedTool[], name: string): OfferedTool | undefined {
  return tools.find((tool) => name === tool.name || name === `${tool.namespace}.${tool.name}`);
}

function toCall(ask: Ask, { tool, text }: WantedCall, number: number): AnswerCall {
  const { kind, name, namespace, parameters } = tool;
  const theme = themeOf(withoutScenarios(ask.prompt));
  const input = text ?? (kind === "custom" ? theme : JSON.stringify(instanceOf(parameters, theme)));
  const id = answerId("call", `${number}\n${ask.model}\n${ask.prompt}\n${name}\n${input}`);
  return { kind, name, ...(namespace === undefined ? {} : { namespace }), id, input };
}

/** What the answer says of the outputs that came back since the person spoke. */
export function tellOutputs({ turn }: Ask): string {
  const told = (turn?.calls ?? []).flatMap(({ name, output }) =>
    output === undefined ? [] : [`**${name}** says: ${withoutScenarios(output).slice(0, 400)}`],
  );
  return told.join("\n\n");
}
