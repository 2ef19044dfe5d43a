import type { Catalogue } from "@/components/language/translate";
import { access } from "./access";
import { accounts } from "./accounts";
import { activity } from "./activity";
import { arrange } from "./arrange";
import { canvas } from "./canvas";
import { commands } from "./commands";
import { connect } from "./connect";
import { drafts } from "./drafts";
import { drawer } from "./drawer";
import { editor } from "./editor";
import { encoding } from "./encoding";
import { errors } from "./errors";
import { evaluation } from "./evaluation";
import { find } from "./find";
import { grouping } from "./grouping";
import { held } from "./held";
import { inbox } from "./inbox";
import { inputs } from "./inputs";
import { inspector } from "./inspector";
import { keep } from "./keep";
import { kinds } from "./kinds";
import { login } from "./login";
import { night } from "./night";
import { nodes } from "./nodes";
import { offer } from "./offer";
import { outcome } from "./outcome";
import { outline } from "./outline";
import { pages } from "./pages";
import { parked } from "./parked";
import { people } from "./people";
import { reader } from "./reader";
import { request } from "./request";
import { roles } from "./roles";
import { runPage } from "./runPage";
import { runParts } from "./runParts";
import { runs } from "./runs";
import { samples } from "./samples";
import { scores } from "./scores";
import { secrets } from "./secrets";
import { setup } from "./setup";
import { sharing } from "./sharing";
import { shell } from "./shell";
import { start } from "./start";
import { table } from "./table";
import { templates } from "./templates";
import { toolCalls } from "./toolCalls";
import { toolServers } from "./toolServers";
import { transform } from "./transform";
import { triggers } from "./triggers";
import { versions } from "./versions";

export const ko: Catalogue = {
  access,
  accounts,
  activity,
  arrange,
  canvas,
  commands,
  connect,
  drafts,
  drawer,
  editor,
  encoding,
  errors,
  evaluation,
  find,
  grouping,
  held,
  inbox,
  inputs,
  inspector,
  keep,
  kinds,
  login,
  night,
  nodes,
  offer,
  outcome,
  outline,
  pages,
  parked,
  people,
  sharing,
  reader,
  request,
  roles,
  runPage,
  runParts,
  runs,
  samples,
  scores,
  secrets,
  setup,
  shell,
  start,
  table,
  templates,
  toolCalls,
  toolServers,
  transform,
  triggers,
  versions,
};
