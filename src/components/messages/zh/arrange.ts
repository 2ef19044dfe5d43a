import type { Area } from "@/components/language/translate";

export const arrange: Area<"arrange"> = {
  menu: "排列",
  align: {
    left: "左对齐",
    centre: "水平居中",
    right: "右对齐",
    top: "顶部对齐",
    middle: "垂直居中",
    bottom: "底部对齐",
  },
  distributeAcross: "水平均分",
  distributeDown: "垂直均分",
  tidy: "自动整理",
  tidying: "正在整理…",
  stopTidying: "停止",
  tidyFailed: "整理未成功。节点保持原样。",
  wireTools: "对此连线的操作",
  insert: "插入节点…",
  addPoint: "添加拐点",
  removeWire: "移除连线",
  point: (index, count) => `连线的第 ${index} 个拐点，共 ${count} 个。用方向键移动。`,
  takeOut: "取出并保留连线",
  lostWires: (count) => `${count} 条连线已消失：传入的内容都不适合它们的去处。`,
  snap: "对齐网格",
};
