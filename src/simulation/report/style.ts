/** The whole look of the report: light and dark, on paper too. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1c2430; --soft: #5c6675; --line: #dfe3e8; --card: #f6f7f9;
  --people: #2f6fb0; --seats: #cfe0f1; --seats-edge: #7fa8d1; --late: #c8372d; --prompt: #3f8f5b; --empty: #f0c060;
  --booting: #c9ced6; --event: #eef1f5; --outage: #f7d9d6 }
@media (prefers-color-scheme: dark) { :root { --paper: #14181e; --ink: #e6e9ee; --soft: #98a2b0; --line: #2d343e;
  --card: #1c222a; --people: #5b9bd8; --seats: #233b54; --seats-edge: #4a7aa8; --late: #ec6a5f; --prompt: #5fb880;
  --empty: #b98a2e; --booting: #4a525e; --event: #1f262f; --outage: #4a2724 } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 28px 32px 48px; max-width: 1680px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px } h2 { font-size: 18px; margin: 36px 0 10px }
.when { color: var(--soft); margin: 0 0 14px } .about { max-width: 76ch; margin: 0 0 16px }
.verdict { font-size: 19px; line-height: 1.45; max-width: 70ch; margin: 0 0 22px }
.verdict b { font-weight: 650 } .good { color: var(--prompt) } .bad { color: var(--late) }
.policies { display: grid; gap: 20px; grid-template-columns: repeat(auto-fit, minmax(285px, 1fr)) }
.policy { border: 1px solid var(--line); border-radius: 10px; padding: 14px 14px 8px; min-width: 0 }
.policy.ours { border: 2px solid var(--people) }
.policy h3 { margin: 0; font-size: 15px; font-weight: 600 } .policy h3::first-letter { text-transform: uppercase }
.count { font-size: 34px; line-height: 1.15; white-space: nowrap; font-weight: 700; font-variant-numeric: tabular-nums }
.count small { font-size: 13px; letter-spacing: -.01em; font-weight: 400; color: var(--soft) }
.facts { color: var(--soft); margin: 2px 0 8px; font-size: 13.5px; min-height: 3em }
.readout { min-height: 57px; font-size: 12.5px; color: var(--soft); font-variant-numeric: tabular-nums; margin: 2px 0 }
svg { display: block; width: 100%; height: auto; margin-top: 6px; overflow: visible }
.panel { font-size: 11.5px; font-weight: 600; fill: var(--ink) } .tick { font-size: 10.5px; fill: var(--soft) }
.title { font-size: 10.5px; fill: var(--soft) } .grid { stroke: var(--line) } .event { fill: var(--event) }
.outage { fill: var(--outage) } .seats { fill: var(--seats) } .users, .occupied { fill: var(--people) }
.waiting, .late { fill: var(--late) } .prompt { fill: var(--prompt) } .empty { fill: var(--empty) }
.booting { fill: var(--booting) } .seats-edge { fill: none; stroke: var(--seats-edge); stroke-width: 1.2 }
.limit { stroke: var(--soft); stroke-dasharray: 3 3 } .cursor { stroke: var(--ink); stroke-width: .8; visibility: hidden }
.pointed .cursor { visibility: visible }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0 0 14px; color: var(--soft); font-size: 13.5px }
.legend i { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 6px; vertical-align: -1px }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px }
th, td { padding: 5px 14px 5px 0; text-align: right; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap }
td.left:last-child { white-space: normal }
th { color: var(--soft); font-weight: 500 } th:first-child, td:first-child, .left { text-align: left !important }
.wide { overflow-x: auto } summary { cursor: pointer; color: var(--soft); margin: 8px 0 }
ul { padding-left: 20px; max-width: 90ch } footer { color: var(--soft); font-size: 13px; margin-top: 36px }
@media print { body { padding: 0 } .policy { break-inside: avoid } .readout { display: none } }
`
