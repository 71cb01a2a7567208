import type { Snapshot } from '../../domain/snapshot/snapshot.ts'

/** Numbers alone, each on a line of its own, as `JSON.stringify` sets them out. */
const COLUMN = /\[\s+(?:-?[\d.]+|null)(?:,\s+(?:-?[\d.]+|null))*\s+\]/g

/** The snapshot for programs, and for people who read it all the same: what is counted over a day stands in a line. */
export const statusJson = (snapshot: Snapshot): string =>
  JSON.stringify(snapshot, null, 2).replace(COLUMN, (column) => column.replaceAll(/\s+/g, ' '))
