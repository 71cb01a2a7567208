import { given } from '../../domain/given.ts'
import { problem } from '../../domain/problem.ts'
import { BadScenario } from './bad-scenario.ts'
import { type TraceRow, traceRow } from './schema.ts'

/** The first line of a trace; a last column `image` may follow. */
export const COLUMNS = 'time,user,pool,cpu,memory,stay'
const WITH_IMAGES = `${COLUMNS},image`

/**
 * A recorded trace: a CSV file with a header, a line a visit, such as `2026-03-24T09:00:12,ada,user,500m,1Gi,45m`; the
 * time may be seconds after the start, a number alone for `stay` is seconds; without one they stay. Behind it the image of the
 * server may stand. @throws BadScenario
 */
export function rowsOf(csv: string, where: string): TraceRow[] {
  // Spreadsheets begin it with a byte-order mark.
  const [header = '', ...lines] = csv
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  if (![COLUMNS, WITH_IMAGES].includes(header.replaceAll(' ', '')))
    throw new BadScenario([problem(where, `its first line must be \`${COLUMNS}\`; \`,image\` may follow`)])
  return lines.map((line, at) => {
    const [time = '', user, pool, cpu, memory, stay, image] = line.split(',').map((cell) => cell.trim())
    // Neither is said: it asks for the pool's seat.
    const requests = cpu || memory ? given({ cpu: cpu || undefined, memory: memory || undefined }) : undefined
    const read = traceRow.safeParse([
      /^\d+(\.\d+)?$/.test(time) ? Number(time) : time,
      user,
      pool,
      requests,
      stay || undefined,
      ...(image ? [image] : []),
    ])
    if (read.success) return read.data
    const [issue] = read.error.issues
    throw new BadScenario([problem(`${where}, visit ${at + 1}`, `«${line}»: ${issue?.message ?? 'cannot be read'}`)])
  })
}
