import { html, type Markup, type Part } from '../../markup/markup.ts'

/** A section with its heading; `id` names it for the script that keeps the page up to date. */
export const section = (id: string, heading: string, ...content: readonly Part[]): Markup =>
  html`<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${heading}</h2>${content}</section>`

/** Terms and what they are. */
export const facts = (rows: readonly (readonly [term: string, is: Part])[]): Markup =>
  html`<dl class="facts">${rows.map(([term, is]) => html`<div><dt>${term}</dt><dd>${is}</dd></div>`)}</dl>`

export interface Column<Row> {
  readonly head: string
  readonly cell: (row: Row) => Part
  /** Right-aligned. */
  readonly isNumber?: boolean
  /** Long: takes the room that the others leave, and wraps. */
  readonly isText?: boolean
}

/** On a narrow screen each row is a block, and each cell says what it is. The first column names the row. */
export const table = <Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  classOf: (row: Row) => string = () => '',
): Markup =>
  html`<table><caption>${caption}</caption>
<thead><tr>${columns.map(({ head, isNumber }) => html`<th scope="col" class="${isNumber ? 'number' : ''}">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr class="${classOf(row)}">${columns.map((column, at) => cellOf(column, row, at === 0))}</tr>\n`)}</tbody></table>`

function cellOf<Row>({ head, cell, isNumber, isText }: Column<Row>, row: Row, isFirst: boolean): Markup {
  const kind = isNumber ? 'number' : isText ? 'text' : ''
  return isFirst
    ? html`<th scope="row" class="${kind}">${cell(row)}</th>`
    : html`<td class="${kind}" data-head="${head}">${cell(row)}</td>`
}

/** More to read for who wants it. `id` keeps it open when the page is brought up to date. */
export const more = (id: string, summary: string | Markup, ...content: readonly Part[]): Markup =>
  html`<details id="${id}"><summary>${summary}</summary>${content}</details>`
