import { MOST } from '../../domain/calendar/text/budget.ts'
import type { Draft, WrongFields } from '../../domain/trial/draft.ts'
import { html, type Markup, type Part, trusted } from '../../markup/markup.ts'

export interface FormInput {
  readonly draft: Draft
  readonly wrong: WrongFields
  readonly pools: readonly string[]
  /** As it is said. */
  readonly zone: string
}

/** What an event is: the same fields as in a calendar. It is sent to where it came from. */
export const tryForm = ({ draft, wrong, pools, zone }: FormInput): Markup => html`<form method="post" action="try#top">
${labelled(
  'text',
  html`Description <span class="soft">as it stands in the calendar, or is to stand there</span>`,
  wrong,
  (state) =>
    // A browser leaves out the first line break of a text area.
    html`<textarea id="text" name="text" rows="7" maxlength="${String(MOST.description)}" spellcheck="false"${state}>${'\n'}${draft.text}</textarea>`,
)}
<div class="fields">
${labelled('title', html`Title`, wrong, (state) => html`<input id="title" name="title" maxlength="${String(MOST.title)}" autocomplete="off" value="${draft.title}"${state}>`)}
${labelled('date', html`Date`, wrong, (state) => html`<input id="date" name="date" type="date" required value="${draft.date}"${state}>`)}
${labelled('begin', html`Begins <span class="soft">${zone}</span>`, wrong, (state) => html`<input id="begin" name="begin" type="time" value="${draft.begin}"${state}>`)}
${labelled('end', html`Ends <span class="soft">${zone}</span>`, wrong, (state) => html`<input id="end" name="end" type="time" value="${draft.end}"${state}>`)}
${labelled('pool', html`Pool <span class="soft">where the text names none</span>`, wrong, (state) => html`<select id="pool" name="pool"${state}><option value="">as in a calendar</option>${pools.map((pool) => html`<option value="${pool}"${pool === draft.pool ? SELECTED : undefined}>${pool}</option>`)}</select>`)}
</div>
<button type="submit">See what it will do</button>
<p class="soft">Nothing of it is stored, logged or written into a calendar.</p>
</form>`

const SELECTED = trusted(' selected')

/** @param field made with the attributes that say what is wrong with it */
const labelled = (name: keyof Draft, label: Part, wrong: WrongFields, field: (state: Part) => Markup): Markup => {
  const why = wrong[name]
  const state = why === undefined ? undefined : html` aria-invalid="true" aria-describedby="${name}-wrong"`
  return html`<div><label for="${name}">${label}</label>${field(state)}${why === undefined ? undefined : html`<p class="wrong" id="${name}-wrong">${why}</p>`}</div>`
}
