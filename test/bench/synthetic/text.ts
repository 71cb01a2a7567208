/** Objects as text with gaps: tens of thousands are sent, and to make each anew would cost the server what is measured. */

/** By the gaps' names; numbers are written as they are. */
export type Gaps = Readonly<Record<string, string | number>>

/** @param template its strings hold gaps as `@name@` */
export function textWithGaps(template: object): (gaps: Gaps) => string {
  const parts = JSON.stringify(template).split(/@(\w+)@/)
  return (gaps) => parts.map((part, at) => (at % 2 === 0 ? part : gaps[part])).join('')
}

/** A uid that tells kinds apart, the same each time. */
export const uidOf = (kind: string, index: number): string =>
  `${kind.padEnd(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`

/** As servers write instants: whole seconds. */
export const stampOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`
