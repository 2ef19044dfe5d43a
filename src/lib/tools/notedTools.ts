import type { Note } from "@/lib/storage/peoplePorts";
import type { ToolServerView } from "@/types/tools";
import type { ToolServers } from "./toolServers";

/** Notes what servers of tools are added, changed and removed. */
export function notedTools(tools: ToolServers, note: Note): ToolServers {
  const noted = async (changing: Promise<ToolServerView>): Promise<ToolServerView> => {
    const view = await changing;
    const where = view.url ?? view.command;
    await note({
      kind: "tool_server_changed",
      about: view.name,
      details: where === undefined ? {} : { address: where },
    });
    return view;
  };
  return {
    ...tools,
    add: (server) => noted(tools.add(server)),
    addProgram: (program) => noted(tools.addProgram(program)),
    change: (id, patch) => noted(tools.change(id, patch)),
    signOut: (id) => noted(tools.signOut(id)),
    async callback(answer) {
      const id = await tools.callback(answer);
      await note({ kind: "tool_server_changed", about: id, details: { signedIn: "yes" } });
      return id;
    },
    async remove(id, by) {
      await tools.remove(id, by);
      await note({ kind: "tool_server_removed", about: id });
    },
  };
}
