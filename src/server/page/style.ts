import { legendRules } from '../../charts/legend.ts'
import { chartRules } from '../../charts/look.ts'
import { VARIABLES, variable } from '../../charts/palette.ts'

/** The whole look: light and dark, on a phone and on paper. The page's own colours come after those of charts, and count. */
export const STYLE = `${VARIABLES}
:root { --paper: #fbfbfc; --card: #ffffff; --ink: #1c2430; --soft: #5c6675; --line: #e1e5ea; --head: #f3f5f8;
  --good: #2c7a49; --warn: #8d6100; --bad: #b92d24; --good-tint: #ecf6ef; --warn-tint: #fdf5e2; --bad-tint: #fdeeec;
  --wait-tint: #eef1f5; --now: #2563a8 }
@media (prefers-color-scheme: dark) { :root { --paper: #12161b; --card: #181d24; --ink: #e4e8ee; --soft: #9aa4b2;
  --line: #2b323c; --head: #1f252d; --good: #6cc48b; --warn: #e0b04c; --bad: #f0796e; --good-tint: #16261c;
  --warn-tint: #2a2415; --bad-tint: #311b1a; --wait-tint: #20262e; --now: #7db4ef } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 1120px; padding: 20px 24px 40px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif }
main, header, footer { overflow-wrap: anywhere }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 20px; margin-bottom: 12px }
h1 { font-size: 20px; line-height: 1.3; margin: 0; font-weight: 650 } h1 .soft { font-weight: 400 }
h2 { font-size: 16px; margin: 30px 0 8px; font-weight: 650 }
p { margin: 0 0 8px } .soft, caption { color: var(--soft) } a { color: inherit }
#link { margin: 0; color: var(--soft) } .lost #link { color: var(--bad); font-weight: 600 } #link:empty { display: none }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0 }
.lost main { opacity: .55 }
#top { border: 1px solid var(--line); border-left: 6px solid var(--soft); border-radius: 8px; padding: 14px 18px 12px;
  background: var(--wait-tint) }
#top.well { border-left-color: var(--good); background: var(--good-tint) }
#top.warning { border-left-color: var(--warn); background: var(--warn-tint) }
#top.bad { border-left-color: var(--bad); background: var(--bad-tint) }
.verdict { font-size: 19px; line-height: 1.4; margin: 0 0 10px; max-width: 92ch }
h2.doing { font-size: 14px; margin: 0 0 4px } .doings, .parts { margin: 0 0 12px; padding-left: 20px; max-width: 96ch } .parts { list-style: none; padding: 0 }
.doings li { margin: 0 0 6px } .doings code { user-select: all; background: var(--card); border: 1px solid var(--line); border-radius: 4px; padding: 1px 5px }
#facts { margin-top: 30px; border-top: 1px solid var(--line); padding-top: 12px } #top table { margin-top: 10px; max-width: 92ch }
h3 { font-size: 15px; margin: 14px 0 6px; font-weight: 650 } [data-until] { font-variant-numeric: tabular-nums }
.pictures { display: flex; flex-wrap: wrap; gap: 4px 16px; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px 6px }
.pictures > * { flex: 1 1 420px; min-width: 0 } svg { display: block; width: 100%; height: auto; font: 12px system-ui, "Helvetica Neue", Arial, sans-serif }
.acts li { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 6px 12px; margin: 0 0 6px } .acts details { margin: 0 }
.acts summary { color: var(--ink); font-size: 14px } :is(a, summary):focus-visible { outline: 2px solid var(--now); outline-offset: 2px }
.facts { display: flex; flex-wrap: wrap; gap: 6px 28px; margin: 0 } .facts div { min-width: 0 }
dt { font-size: 12.5px; color: var(--soft) } dd { margin: 0; font-variant-numeric: tabular-nums }
b { font-weight: 600 } b.bad, .failed .result, td.bad { color: var(--bad) }
ul { margin: 0 0 10px; padding-left: 18px } ul.plain, ul.problems { list-style: none; padding: 0 }
.problems li { border-left: 4px solid var(--warn); background: var(--card); border-radius: 0 6px 6px 0; padding: 7px 12px; margin: 0 0 6px }
.problems li.bad { border-left-color: var(--bad) } .problems b { display: block; font-size: 13.5px }
.sources ul { margin: 4px 0 8px } .refused { color: var(--bad) }
code { font: 13px ui-monospace, "SF Mono", Menlo, Consolas, monospace }
table { width: 100%; border-collapse: collapse; margin: 0 0 14px; background: var(--card); border: 1px solid var(--line);
  font-size: 14px; font-variant-numeric: tabular-nums }
caption { text-align: left; font-size: 13px; padding: 0 0 4px }
th, td { padding: 6px 10px; text-align: left; vertical-align: top; border-top: 1px solid var(--line); white-space: nowrap }
.text, .why > td { white-space: normal } td.text { min-width: 13em } th.text { min-width: 9em } #classes table { overflow-wrap: normal } #classes th.text { overflow-wrap: anywhere } #classes td.text:last-child { width: auto; min-width: 8em } td.text:last-child { width: 50% }
thead th { background: var(--head); color: var(--soft); font-weight: 500; font-size: 12.5px; line-height: 1.3; vertical-align: bottom; border-top: 0 }
th[scope=row] { font-weight: 600 } td.number, th.number { text-align: right }
td.none { color: var(--soft) } td.some { color: var(--warn) } td.bad, td.some { font-weight: 650 }
tr.dim td, tr.dim th { color: var(--soft) } tr.now { background: var(--good-tint) } .now-mark { color: var(--good) }
tr.failed { background: var(--bad-tint) } .error { display: block; color: var(--bad) } .result { font-weight: 600 }
.pools > thead th[scope=colgroup] { text-align: center; border-left: 1px solid var(--line) }
.pools > tbody > tr:first-child th, .pools > tbody > tr:first-child td.number { font-size: 18px; padding-top: 10px; border-top: 2px solid var(--line) }
.why > td { border-top: 0; padding-top: 0; padding-bottom: 10px } .because { margin: 0 0 3px; max-width: 96ch }
.why .soft { margin: 0; font-size: 13.5px } .why .piece { display: inline-block; margin-right: 14px } td > .piece { display: block } .hand { margin: 4px 0 0; color: var(--warn); font-weight: 600 }
details { margin-top: 6px } summary { cursor: pointer; color: var(--soft); font-size: 13.5px } details table { margin-top: 6px }
time { white-space: nowrap } footer { margin-top: 34px; color: var(--soft); font-size: 13px }
@media (max-width: 960px) { th, td { white-space: normal } }
@media (max-width: 720px) {
  .pictures { padding: 8px 4px 4px } .pictures > * { flex-basis: 100% } .pictures .tick, .pictures .panel { font-size: 15px }
  body { padding: 14px 14px 32px } .verdict { font-size: 17px }
  .facts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 6px 14px }
  .facts div:last-child { grid-column: 1 / -1 }
  table, tbody, tr, td, tbody th, caption { display: block; width: 100% }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  table { border: 0; background: none }
  tbody tr { background: var(--card); border: 1px solid var(--line); border-radius: 6px; margin: 0 0 8px; padding: 6px 0 }
  th, td, td.number, td.text, td.text:last-child, .pools > tbody > tr:first-child th, .pools > tbody > tr:first-child td.number { border: 0; padding: 2px 12px; text-align: left; width: 100% }
  td[data-head], td[data-head].number, td[data-head].text:last-child { position: relative; padding-left: 118px; min-height: 1.6em }
  td[data-head]::before { content: attr(data-head); position: absolute; left: 12px; width: 104px; color: var(--soft);
    font-size: 12.5px; font-weight: 400 }
  td:empty { display: none }
  .pools > tbody { background: var(--card); border: 1px solid var(--line); border-radius: 6px; margin: 0 0 10px; padding: 6px 0 }
  .pools > tbody > tr { border: 0; background: none; margin: 0; padding: 0 }
  .pools > tbody > tr:first-child { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); padding: 0 6px 6px; align-items: end }
  .pools > tbody > tr:first-child td:nth-child(9) { grid-column: 1 }
  .pools > tbody > tr:first-child th { grid-column: 1 / -1; padding: 2px 6px }
  .pools > tbody > tr:first-child td.number { padding: 2px 6px } .pools > tbody > tr > td[data-head]::before { display: block; position: static; width: auto }
  .piece, .why .piece { display: block; margin: 0 }
}
${legendRules(variable)}
${chartRules(variable)}
@media print { body { padding: 0; max-width: none } details:not([open]) { display: none } }
`
