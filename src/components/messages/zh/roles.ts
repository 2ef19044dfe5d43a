import type { Area } from "@/components/language/translate";

export const roles: Area<"roles"> = {
  names: { runner: "运行者", editor: "编辑者", admin: "管理员" },
  hints: {
    runner: "运行工作流并查看结果",
    editor: "还可以更改工作流",
    admin: "还管理密钥、人员和审计日志",
  },
  readOnly: "你可以运行此工作流。编辑者可以更改它。",
  cannotCreate: "编辑者或管理员可以新建工作流。",
  adminsOnly: "只有管理员可以更改。",
  sharedKeys: "API 密钥和服务器属于工作区，只有管理员可以更改并决定谁可以使用。",
  noKey: "未设置",
  startedBy: "发起人",
  startedByName: (name) => `由 ${name} 发起`,
  othersAccount: "他人的账户",
  othersAccountHint: "这是他人的账户：由你运行时，由你的默认账户付费。",
  everybody: "所有人的",
  yours: "我的",
  you: "我",
  somebody: "其他人",
  noneYours: "这些运行中没有你发起的。",
  notYours: (name) => `由 ${name} 发起，只有其本人可以继续。请自己运行：已完成的结果会保留。`,
  notYoursToStop: (name) => `由 ${name} 发起。只有其本人或管理员可以操作。`,
};
