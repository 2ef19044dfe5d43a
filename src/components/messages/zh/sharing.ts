import { numberText } from "@/components/language/locale";
import type { Area } from "@/components/language/translate";

export const sharing: Area<"sharing"> = {
  open: (name, how) => `${name} 的共享：${how}`,
  everyone: "所有人",
  admins: "仅管理员",
  some: "部分人员",
  with: (count) => `${numberText(count)} 人`,
  perDay: (calls) => `每人每天 ${numberText(calls)} 次调用`,
  title: (name) => `谁可以使用 ${name}`,
  text: "管理员始终可以使用。未共享给其他人的，他们看不到。",
  sharedWith: "共享给",
  people: "人员",
  callsPerDay: "每人每天的调用次数",
  callsHint: "留空表示不限。每天从 UTC 零点开始；达到上限的运行会等到那时。",
  callsWrong: "请输入 1 到 1,000,000 的整数，或留空。",
  save: "保存",
  saved: (name) => `${name} 的共享设置已保存`,
};
