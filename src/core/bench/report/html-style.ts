/** The style of the page: no font and no image from elsewhere; light or dark as the reader's system is. */
export const style = `
:root{color-scheme:light dark;--page:#fbfbf9;--card:#fff;--ink:#1d2126;--soft:#5c6570;--line:#dcdfe3;--good:#0b6b3a;--bad:#b3261e;--goodbg:#e4f3ea;--badbg:#fce8e6;--on:#fff;
--t0:#0b5fa5;--t1:#b9540a;--t2:#00806a;--t3:#93327e;--t4:#6b6400;--t5:#4d5560}
@media(prefers-color-scheme:dark){:root{--page:#14171b;--card:#1b1f24;--ink:#e6e8eb;--soft:#9ea7b1;--line:#333a42;--good:#6fd79b;--bad:#ff9b90;--goodbg:#163524;--badbg:#44201d;--on:#101316;
--t0:#6cb4f5;--t1:#f3a45c;--t2:#4fd0b4;--t3:#ee94d8;--t4:#d5cb55;--t5:#b9c1ca}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
main{max-width:1160px;margin:0 auto;padding:24px 16px 64px}
h1{font-size:1.6rem;margin:0 0 4px}h2{font-size:1.25rem;margin:48px 0 12px}h3{font-size:1.02rem;margin:28px 0 8px}h2+h3{margin-top:12px}
p{margin:0 0 12px}a{color:var(--t0)}.soft,.note,small{color:var(--soft)}.note,small{font-size:.85rem}.note{margin:0 0 4px}
nav{display:flex;flex-wrap:wrap;gap:4px 18px;margin:16px 0 0}
.verdict{border-radius:8px;padding:12px 16px;margin:16px 0;background:var(--goodbg)}.verdict.bad{background:var(--badbg)}
.verdict p{margin:0}.verdict ul{margin:8px 0 0;padding-left:20px}
.passed,.verdict strong{color:var(--good);font-weight:600}.failed,.verdict.bad strong{color:var(--bad);font-weight:700}
pre{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 14px;margin:0 0 16px;overflow-x:auto;font-size:.875rem}
pre,code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px;background:var(--card);margin:0 0 16px}
table{border-collapse:collapse;width:100%;font-size:.875rem;font-variant-numeric:tabular-nums;overflow-wrap:normal}
th,td{padding:6px 10px;text-align:left;vertical-align:top;white-space:nowrap;border-top:1px solid var(--line)}
th:first-child,td:first-child{padding-left:14px}th:last-child,td:last-child{padding-right:14px}
thead th{border-top:0;vertical-align:bottom;white-space:normal;line-height:1.25;color:var(--soft);font-weight:600}tbody th{font-weight:600}
td.long{white-space:normal;min-width:14em;max-width:36em;overflow-wrap:anywhere}.num{text-align:right}.range,.faint{color:var(--soft)}.range{font-size:.92em}
.theirs{display:block;color:var(--soft)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,400px),1fr));gap:16px;margin:0 0 16px}
.cards>*{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:14px;margin:0;min-width:0}
figure h3{margin:0 0 8px}.cards th,.cards td{padding-left:8px}.cards .scroll{border:0;margin:8px -14px -14px;border-radius:0 0 8px 8px}
.chart{display:block;width:100%;max-width:480px;height:auto;overflow:visible;font-size:11.5px;fill:var(--ink)}
.chart .mid{text-anchor:middle}.chart .end{text-anchor:end}.chart .mid:not(.on),.chart .end{fill:var(--soft)}.strong{font-weight:600}
.grid,.axis,.zero,.threshold,.tie,.bars,.line{fill:none}.grid{stroke:var(--line)}.axis,.zero{stroke:var(--soft)}
.tone0{--tone:var(--t0)}.tone1{--tone:var(--t1)}.tone2{--tone:var(--t2)}.tone3{--tone:var(--t3)}.tone4{--tone:var(--t4)}.tone5{--tone:var(--t5)}
.line{stroke:var(--tone);stroke-width:2;stroke-linejoin:round}.bars{stroke:var(--tone);stroke-width:1.3;opacity:.75}.tie{stroke:var(--tone);stroke-dasharray:1.5 2.5}
.mark,.fill{fill:var(--tone)}.mark{stroke:var(--card);stroke-width:1.2}.part{stroke:var(--card);stroke-width:1}.on{fill:var(--on);font-weight:600}
.threshold{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:4 3}
.key{display:inline-block;width:.75em;height:.75em;border-radius:2px;margin-right:.45em;background:var(--tone)}
details{border-top:1px solid var(--line);padding:8px 0}summary{cursor:pointer}
.worst{padding-left:28px;margin:12px 0 0}.worst li{margin:0 0 16px}.worst p{margin:0;font-weight:600}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:0 12px;margin:2px 0;font-size:.9rem}dt{color:var(--soft)}dd{margin:0}
@media(max-width:520px){main{padding:16px 12px 48px}.cards>*{padding:10px}.cards .scroll{margin:8px -10px -10px}h2{margin-top:36px}}
@media print{details>*{display:block}.scroll{overflow:visible}}
`
