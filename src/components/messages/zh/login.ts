import type { Area } from "@/components/language/translate";

export const login: Area<"login"> = {
  asking: "正在确认登录方式…",
  password: {
    title: "请输入密码",
    text: "此 Patchbay 受密码保护。密码由运行它的人设定（PATCHBAY_PASSWORD）。",
    wrong: "密码不正确。请检查大小写后重试。",
  },
  people: {
    title: "登录",
    text: "此 Patchbay 由多人共用，每个人用自己的名字登录。",
    noPasswords: "此 Patchbay 由多人共用，请用所在组织的账户登录。",
    wrong: "名字与密码不匹配。请检查大小写后重试。",
  },
  name: "名字",
  label: "密码",
  button: "登录",
  or: "或",
  continueWith: (provider) => `使用 ${provider} 继续`,
  failed: "尚未登录",
  failures: {
    access_denied: "身份提供商拒绝了登录。请重试，或联系运行此 Patchbay 的人。",
    no_role: "你所在的组在这里没有角色。请联系管理员。",
    switched_off: "管理员已停用你的账户。",
    state_mismatch: "此登录在别处开始，或开始了两次。请在这里重新开始。",
    flow_expired: "登录用时过长。请重新开始。",
    upstream_unavailable: "身份提供商没有响应。请稍后重试。",
    other: "身份提供商的回答无法使用。请重试，或联系运行此 Patchbay 的人。",
  },
};
