import type { Area } from "@/components/language/translate";

export const secrets: Area<"secrets"> = {
  title: "机密",
  subtitle: "用于发往其他服务器的请求",
  intro:
    "请求用 {{secret:NAME}} 引用机密。发送时才填入，只发往旁边列出的地址，不会出现在运行、导出、日志或这里，谁也看不到。",
  none: "还没有机密。",
  add: "新建机密",
  goesTo: (origins) => `发往 ${origins}`,
  set: (when) => `${when} 设置`,
  renew: "重新设置",
  renewNamed: (name) => `重新设置 ${name}`,
  remove: "移除",
  removeNamed: (name) => `移除 ${name}`,
  confirmTitle: (name) => `移除 ${name}？`,
  confirmText: "引用它的请求从现在起会失败。它的值无法恢复。",
  removed: (name) => `已移除 ${name}`,
  isSet: (name) => `已设置 ${name}`,
  form: {
    title: "新建机密",
    titleOf: (name) => `重新设置 ${name}`,
    name: "名称",
    nameHint: "大写字母、数字和 _，例如 API_KEY。",
    nameWrong: "以大写字母开头，只含大写字母、数字和 _，最多 64 个字符。",
    value: "值",
    valueHint: "保存后谁也看不到，包括你自己。",
    origins: "可以发往",
    originsHint: "每行一个地址，例如 https://api.example.com。不会发往别处。",
    originsWrong: "每行写 https:// 和主机名，不带路径。",
    save: "保存",
  },
};
