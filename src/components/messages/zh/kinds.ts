import type { Area } from "@/components/language/translate";

export const kinds: Area<"kinds"> = {
  compare: { name: "比较", hint: "同一提示词发给多个模型，并排查看" },
  condition: { name: "条件", hint: "把值送往一边或另一边" },
  fileInput: { name: "文件", hint: "文档、表格或文本文件" },
  imageGenerate: { name: "生成图片", hint: "由模型新作或据其他图片制作" },
  imageInput: { name: "图片", hint: "供能看图的模型使用" },
  join: { name: "合并", hint: "把多段文本或一个列表合为一体" },
  jsonExtract: { name: "从 JSON 提取", hint: "取出 JSON 值中的一个字段" },
  list: { name: "列表", hint: "行、CSV 行或 JSON：后续节点对每一条各运行一次" },
  llmGenerate: { name: "LLM", hint: "一次模型调用，回答逐字出现" },
  note: { name: "便签", hint: "写给人看的文字，不会运行" },
  output: { name: "输出", hint: "显示结果并为其命名" },
  table: { name: "表格", hint: "把列表并排：行、回答、评分及其统计" },
  score: { name: "评分", hint: "按规则或由模型评判一个值的好坏" },
  repeat: { name: "重复", hint: "反复运行已保存的工作流，直到测试通过" },
  workflow: { name: "工作流", hint: "把已保存的工作流作为一个节点" },
  prompt: { name: "提示词", hint: "带有 {{占位}} 的文本，由其他节点填入" },
  request: { name: "请求", hint: "通过 HTTP 请求其他服务器" },
  transform: { name: "变换", hint: "用几行 JavaScript 整理数据" },
  review: { name: "审核", hint: "在继续之前由人批准、编辑或选择" },
};
