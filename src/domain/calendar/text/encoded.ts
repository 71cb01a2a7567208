import type { ContentLine } from './content-line.ts'

/** The value of a line, also where it is written in quoted-printable, as vCalendar 1.0 had it. */
export const decodedValue = ({ params, value }: ContentLine): string =>
  params.get('ENCODING')?.toUpperCase() === 'QUOTED-PRINTABLE' ? fromQuotedPrintable(value) : value

/** An `=` at the end of a line goes on in the next one, which stands behind a `\n` here. */
const fromQuotedPrintable = (value: string): string =>
  value
    .replaceAll(/=(?:\r?\n|\\n)/g, '')
    .replace(/=$/, '')
    .replaceAll(/(?:=[0-9a-f]{2})+/gi, inUtf8)

const inUtf8 = (run: string): string =>
  new TextDecoder().decode(Uint8Array.from(run.slice(1).split('='), (digits: string) => Number.parseInt(digits, 16)))
