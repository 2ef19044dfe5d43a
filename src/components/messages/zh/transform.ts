import type { Area } from "@/components/language/translate";

export const transform: Area<"transform"> = {
  codeOf: (node) => `${node} 的代码`,
  code: "代码",
  codeHint:
    "一个函数 (value, inputs) => …，或以 return 结尾的几行代码。没有网络、文件、时钟和随机数；最多 2 秒、64 MB。",
  placeholder: "(value) => value",
  inputs: "输入",
  inputsHint: "名称之间用逗号分隔。第一个是 value，全部都在 inputs 中。",
  inputsWrong: "每个输入都要有自己的名称，不含引号和反斜杠，最多 20 个。",
  list: "到达的列表",
  lists: { each: "逐条处理", whole: "作为一个数组" },
  listHint: "代码返回的数组从那里起就是列表。",
  example: "从示例开始",
  choose: "选择",
  examples: {
    pick: "挑选字段",
    filter: "筛选行",
    join: "按字段连接两个表",
    dates: "从文本中取日期",
    numbers: "读取人写的数字",
    group: "分组求和",
    sort: "排序",
    unique: "去除重复",
    split: "把文本拆成几部分",
    template: "把行写成文本",
  },
  try: {
    title: "试一试",
    valueOf: (name) => `${name}（JSON 或文本）`,
    button: "试运行",
    fromRun: "取自上次运行",
    result: "结果",
    told: "控制台",
    hint: "像节点处理一条那样，用这里的值运行一次代码。",
  },
};
