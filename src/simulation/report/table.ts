import { html, type Markup, type Part } from '../../markup/markup.ts'

export interface Table {
  /** What it is a table of, for who does not see what it stands under. */
  readonly label: string
  readonly head: readonly string[]
  /** The first cell names its row. */
  readonly rows: readonly (readonly Part[])[]
  /** Columns of sentences and names stand at the left; numbers, at the right. By their heads. */
  readonly texts?: readonly string[]
}

/** A table that can be scrolled by keyboard where the page is too narrow for it. */
export function table({ label, head, rows, texts = [] }: Table): Markup {
  const side = (column: number) => (column === 0 || texts.includes(head[column] ?? '') ? 'left' : 'right')
  const heads = head.map((cell, at) => html`<th scope="col" class="${side(at)}">${cell}</th>`)
  const bodies = rows.map((row) => {
    const [first, ...rest] = row
    return html`<tr><th scope="row">${first}</th>${rest.map((cell, at) => html`<td class="${side(at + 1)}">${cell}</td>`)}</tr>`
  })
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table aria-label="${label}"><thead><tr>${heads}</tr></thead><tbody>${bodies}</tbody></table></div>`
}

/** A heading and its table, the rows that are too many folded away; nothing without rows. */
export function firstOf(heading: string, all: Omit<Table, 'label'>, most = SHOWN): Markup {
  const { rows } = all
  if (rows.length === 0) return html``
  const rest = rows.slice(most)
  const more =
    rest.length > 0
      ? html`<details><summary>${rest.length} more</summary>${table({ ...all, label: `${heading}: the rest`, rows: rest })}</details>`
      : undefined
  return html`<h2>${heading}</h2>${table({ ...all, label: heading, rows: rows.slice(0, most) })}${more}`
}

const SHOWN = 12
