import { type Markup, trusted } from './markup.ts'

/** Data for `<script type="application/json">`, where nothing but the element's own end is markup, entities are not read. */
export const scriptJson = (data: unknown): Markup => trusted(JSON.stringify(data).replaceAll('<', '\\u003c'))
