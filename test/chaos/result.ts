/** The figures of one fault that was played: what is left of it for the table. */
import { SECOND } from '../support/time.ts'
import { type Fault, PROMPT } from './fault.ts'
import { verdict } from './judge/verdict.ts'
import type { Played } from './played.ts'
import type { ProcessSize } from './process.ts'

export interface Result {
  readonly group: string
  readonly fault: string
  readonly limitMs: number
  readonly because?: string
  readonly convergedMs?: number
  readonly complaints: readonly string[]
  /** Writes of Deployments by HTTP status; 0: no answer. */
  readonly writes: ReadonlyMap<number, number>
  /** Of the replica that said most. */
  readonly lines: number
  readonly sizes: readonly Size[]
}

/** A process at the end of a fault. */
export interface Size extends ProcessSize {
  readonly pid: number
}

export function resultOf(group: string, played: Played): Result {
  const { fault, convergedMs, writes, replicas } = played
  const limit = fault.limit ?? PROMPT
  const tries = Map.groupBy(
    writes.filter(({ object }) => object.startsWith('deployments/')),
    ({ status }) => status,
  )
  return {
    group,
    fault: fault.name,
    limitMs: limit.ms,
    complaints: verdict(played),
    writes: new Map([...tries].map(([status, own]) => [status, own.length])),
    lines: Math.max(...replicas.map(({ lines }) => lines.length)),
    sizes: replicas.flatMap(({ pid, size }) => (pid === undefined || size === undefined ? [] : [{ pid, ...size }])),
    ...(limit.because === undefined ? {} : { because: limit.because }),
    ...(convergedMs === undefined ? {} : { convergedMs }),
  }
}

/** Of a fault in which the test itself broke. */
export const unplayed = (group: string, { name, limit = PROMPT }: Fault, { message }: Error): Result => ({
  ...{ group, fault: name, limitMs: limit.ms, writes: new Map(), lines: 0, sizes: [] },
  complaints: [`the test itself broke: ${message}`],
})

export const saySeconds = (ms: number | undefined): string => (ms === undefined ? 'not' : (ms / SECOND).toFixed(1))

export const sayWrites = (writes: Result['writes']): string =>
  [...writes]
    .sort(([a], [b]) => a - b)
    .map(([status, count]) => `${count} × ${status === 0 ? 'lost' : status}`)
    .join(', ')

/** One line, as it is played. */
export function sayResult({ fault, convergedMs, limitMs, writes, lines, sizes, complaints }: Result): string {
  const sized = sizes.map(({ rssMiB, descriptors }) => `${rssMiB.toFixed(0)} MiB/${descriptors}`).join(', ')
  const figures = `${saySeconds(convergedMs)} s of ${limitMs / SECOND}, ${sayWrites(writes)}, ${lines} lines, ${sized}`
  return [
    `${complaints.length === 0 ? 'ok  ' : 'FAIL'} ${fault}: ${figures}`,
    ...complaints.map((one) => `       ${one}`),
  ].join('\n')
}
