import type { Area } from "@/components/language/translate";

export const accounts: Area<"accounts"> = {
  usage: {
    unknown: "未知",
    resets: (percent, when) => `${percent}，${when} 重置`,
    full: "已用完",
    blockedUntil: (when) => `${when} 前不可用`,
    usable: "当前可用",
    blocked: (by, when) => (when === undefined ? `受限于${by}` : `受限于${by}，直到 ${when}`),
    planLimit: "套餐上限",
    notBy: {
      needsLogin: "重新登录前不可用",
      disabled: "不可用：已停用",
      planUse: "不可用：ChatGPT 中已关闭套餐使用",
    },
    short: (label, percent) => `${label} · ${percent}`,
    resetsAt: (when) => `${when} 重置`,
  },
  status: {
    created: "新建",
    active: "已连接",
    limited: "已达上限",
    needs_login: "请重新登录",
    error: "有问题",
    disabled: "已停用",
  },
};
