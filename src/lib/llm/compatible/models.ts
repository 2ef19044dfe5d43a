import { asArray, asObject, asText, isObject } from "@/lib/llm/narrow";
import { parseGatewayModels } from "@/lib/llm/openaiResponses/gatewayModels";
import type { ServerFacts } from "@/types/credential";
import type { Model } from "@/types/providers";
import type { Found } from "./discovery";
import { readSkills, withSkills } from "./skills";

/** The list of a server as it is: all models, in its order, with what they are known to be able to do. */
export function parseServerModels(
  body: unknown,
  found: ReadonlyMap<string, Found>,
  { name, skills }: Pick<ServerFacts, "name" | "skills">,
): Model[] {
  const said = new Map(recordsOf(body).map((record) => [asText(record.id), readSkills(record)]));
  return parseGatewayModels(body).map((model) => {
    const more = found.get(model.id);
    const shown = withSkills(model, { ...said.get(model.id), ...more?.skills }, skills, name);
    return {
      ...shown,
      contextWindow: shown.contextWindow ?? more?.contextWindow,
      ...(more?.hiddenReason === undefined ? {} : { hiddenReason: more.hiddenReason }),
    };
  });
}

/** Whether the list itself says what its models can do, so that nobody need be asked. */
export function tellsSkills(body: unknown): boolean {
  return recordsOf(body).some((record) => Object.keys(readSkills(record)).length > 0);
}

function recordsOf(body: unknown) {
  const { data, models } = asObject(body);
  return [body, data, models].flatMap(asArray).filter(isObject);
}
