import type { Area } from "@/components/language/translate";

export const runs: Area<"runs"> = {
  openDrawer: "显示运行记录",
  announceNode: (name, status) => `${name}：${status}`,
  announceEnd: {
    completed: "运行完成",
    failed: "运行以失败告终",
    cancelled: "运行已停止",
    parked: "运行已搁置",
    waiting: "运行正在等待答复",
    interrupted: "与运行的连接已断开",
  },
  preflight: {
    calls: (written, _count, payer, model) => `${payer}，${model}：${written} 次调用`,
    tokens: (calls, tokens) => `${calls}，输入约 ${tokens} 个 token`,
    left: (name, windows) => `${name} 剩余：${windows}`,
    window: (percent, window) => `${window} ${percent}`,
    windowUntil: (percent, window, reset) => `${window} ${percent}（${reset} 重置）`,
    cached: (count) => `${count} 条来自缓存`,
    none: "没有模型调用",
    more: (count) => `另有 ${count} 项`,
    limited: (name) => `${name} 已达上限`,
    limitedUntil: (name, until) => `${name} 已达上限；${until} 重置`,
  },
  question: {
    title: (count) => `要进行 ${count} 次模型调用吗？`,
    why: (limit) => `超过 ${limit} 次时会询问；此数字在项目设置的“节点默认值”中。`,
    cancel: "取消",
    run: (count) => `运行 ${count} 次调用`,
    busy: "另一次运行正在进行，结束后即可开始。",
    columns: { payer: "付费方", model: "模型", calls: "调用", cached: "来自缓存", tokens: "输入 token（约）" },
  },
  waits: "等待答复",
  waitsWhy: "运行在提问。在收件箱中回答后它会继续。",
  cutOff: "已中断",
  cutOffWhy: "运行在结束前中断。已完成的会保留；可在抽屉中继续。",
  cutOffConsent: (name) => `运行在结束前中断。使用 ${name} 的运行不会在无人查看时继续：请在抽屉中继续。`,
  ghost: {
    text: (when) => `这是 ${when} 运行的结果。`,
    back: "回到最新结果",
  },
  refused: "运行无法开始",
};
