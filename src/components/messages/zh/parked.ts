import type { Area } from "@/components/language/translate";

export const parked: Area<"parked"> = {
  until: (time, whose) => `搁置到 ${time}（${whose}）`,
  since: (time, whose) => `已搁置；上限应在 ${time} 结束（${whose}）`,
  unknown: (whose) => `已搁置：${whose} 已达上限`,
  window: (window, name) => `${name} 的${window}窗口`,
  goesOn: "它会自动继续；已完成的会保留。",
  untold: "ChatGPT 没有告知何时结束。请稍后重试；已完成的会保留。",
  needsConsent: (name) => `它在等你：使用 ${name} 的运行不会在无人查看时继续。已完成的会保留。`,
  allow: "允许运行自动继续",
  tryNow: "立即尝试",
  stillStands: "已尝试：上限仍未解除",
  otherAccount: (name) => `使用 ${name}`,
  otherAccounts: "使用其他账户",
  giveUp: "停止等待",
};
