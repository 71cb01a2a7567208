import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { DecideAsked, DecideCost } from './decide.ts'
import type { Revision } from './revision.ts'

export interface DecideReport {
  readonly revision: string
  readonly costs: readonly DecideCost[]
}

/** In a process of its own, whose modules are the revision's. */
export async function measureDecide({ name, root }: Revision, asked: Omit<DecideAsked, 'root'>): Promise<DecideReport> {
  const child = fork(fileURLToPath(import.meta.resolve('./decide.ts')), { execArgv: [] })
  const died = once(child, 'exit').then(() => Promise.reject(new Error(`decide of ${name} ended; it says why above`)))
  died.catch(() => undefined)
  child.send({ ...asked, root } satisfies DecideAsked)
  const [costs] = (await Promise.race([once(child, 'message'), died])) as [readonly DecideCost[]]
  child.disconnect()
  return { revision: name, costs }
}
