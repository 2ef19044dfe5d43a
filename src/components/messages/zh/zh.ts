import type { Catalogue } from "@/components/language/translate";
import { canvas } from "./canvas";
import { commands } from "./commands";
import { connect } from "./connect";
import { errors } from "./errors";
import { kinds } from "./kinds";
import { nodes } from "./nodes";
import { shell } from "./shell";

export const zh: Catalogue = {
  canvas,
  commands,
  connect,
  errors,
  kinds,
  nodes,
  shell,
};
