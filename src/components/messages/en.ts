import { activity } from "./activity";
import { canvas } from "./canvas";
import { commands } from "./commands";
import { connect } from "./connect";
import { errors } from "./errors";
import { inspector } from "./inspector";
import { keep } from "./keep";
import { nodes } from "./nodes";
import { outcome } from "./outcome";
import { runs } from "./runs";
import { setup } from "./setup";
import { shell } from "./shell";
import { start } from "./start";

/** Every word a person reads, by area. Another language is another file of this shape. */
export const messages = {
  shell,
  connect,
  commands,
  start,
  setup,
  errors,
  canvas,
  nodes,
  inspector,
  keep,
  outcome,
  runs,
  activity,
} as const;
