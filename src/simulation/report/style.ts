import { legendRules } from '../../charts/legend.ts'
import { chartRules } from '../../charts/look.ts'
import { VARIABLES, variable } from '../../charts/palette.ts'

/** The whole look of the report: light and dark, at a phone's width, on paper too. */
export const STYLE = `
${VARIABLES}
* { box-sizing: border-box }
body { margin: 0 auto; padding: 28px 32px 48px; max-width: 1680px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; overflow-wrap: break-word }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px } h2 { font-size: 18px; margin: 36px 0 10px }
.when { color: var(--soft); margin: 0 0 14px } .about, .note { max-width: 96ch; margin: 0 0 16px }
.note { color: var(--soft); font-size: 13.5px; margin-top: 8px }
.verdict { font-size: 19px; line-height: 1.45; max-width: 96ch; margin: 0 }
.verdict b { font-weight: 650 } .good { color: color-mix(in srgb, var(--prompt) 80%, var(--ink)) } .bad { color: var(--late) }
.policies { display: grid; gap: 20px; grid-template-columns: repeat(auto-fit, minmax(276px, 1fr)); align-items: start }
.policies.long { grid-template-columns: minmax(0, 1fr) }
.policy { border: 1px solid var(--line); border-radius: 10px; padding: 14px 14px 10px; min-width: 0 }
.policy.ours { border: 2px solid var(--people); padding: 13px 13px 9px }
.policy h3 { margin: 0; font-size: 15px; font-weight: 600 } .policy h3::first-letter { text-transform: uppercase }
.long .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 24px }
.count { font-size: 34px; line-height: 1.15; font-weight: 700; font-variant-numeric: tabular-nums }
.long .count { font-size: 26px }
.count small { font-size: 13px; letter-spacing: -.01em; font-weight: 400; color: var(--soft) }
.facts { color: var(--soft); margin: 2px 0 10px; font-size: 13.5px } .facts span { display: block }
.long .facts { margin: 0 } .long .facts span { display: inline-block; margin-right: 20px }
.readout:empty { display: none }
.readout { min-height: 58px; font-size: 12.5px; color: var(--soft); font-variant-numeric: tabular-nums; margin: 6px 0 0 }
.long .readout { min-height: 22px }
.scroll { overflow-x: auto } .scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--people); outline-offset: 2px }
svg { display: block; width: 100%; height: auto; margin-top: 8px; overflow: visible }
.long svg { min-width: 1080px }
${chartRules(variable)}
.pointed .cursor { visibility: visible }
${legendRules(variable)}
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px }
th, td { padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap; font-weight: 400 }
thead th { color: var(--soft); vertical-align: bottom; white-space: normal; overflow-wrap: normal; max-width: 12ch }
tbody th, .left { text-align: left } .right { text-align: right }
td.left:last-child { white-space: normal; min-width: 26ch }
details { margin: 8px 0 } summary { cursor: pointer; color: var(--soft); margin: 8px 0 } summary::first-letter { text-transform: uppercase }
ul { padding-left: 20px; max-width: 96ch } footer { color: var(--soft); font-size: 13px; margin-top: 36px }
.sideways { display: none }
@media (max-width: 1140px) { .sideways { display: block } }
@media (max-width: 640px) { body { padding: 18px 14px 32px } h1 { font-size: 22px } .verdict { font-size: 17px } }
@media print { .sideways { display: none } body { padding: 0 } .policy { break-inside: avoid } .readout { display: none } .scroll { overflow: visible } .long svg { min-width: 0 } }
`
