import { STYLE } from '../page/style.ts'

/** The status page's look, with a form and a wide chart. */
export const TRY_STYLE = `${STYLE}
form { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 14px 18px 16px; margin: 0 0 18px }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px 16px; align-items: end; margin: 10px 0 14px }
label { display: block; font-weight: 600; font-size: 14px; margin: 0 0 3px } label .soft { font-weight: 400 }
input, select, textarea, button { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--soft);
  border-radius: 5px; padding: 6px 9px; max-width: 100% }
input, select { width: 100% } textarea { width: 100%; min-height: 8em; resize: vertical; font: 14px/1.45 ui-monospace, Menlo, Consolas, monospace }
button { font-weight: 600; padding: 7px 18px; cursor: pointer; background: var(--head) }
:is(input, select, textarea, button, a, summary, .picture):focus-visible { outline: 2px solid var(--now); outline-offset: 2px }
[aria-invalid] { border-color: var(--bad) } .wrong { color: var(--bad); margin: 3px 0 0; font-size: 14px }
.problems b { display: inline; font-size: inherit }
.picture { overflow-x: auto; margin: 10px 0 6px; background: var(--card); border: 1px solid var(--line) }
svg { min-width: 700px }
svg text { fill: var(--ink) } svg .name { font-size: 15px; font-weight: 600 } svg .soft, svg .tick { fill: var(--soft); font-size: 12px }
`
