/** A class's waits at a hub as they are written down, for the document that shows them. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** In the order in which they are shown: all nodes up already, Warmseats told by a calendar, nobody told. */
export const POOLS = ['ready', 'warm', 'cold'] as const
export type PoolName = (typeof POOLS)[number]

/** One user's wait at the hub. */
export interface Wait {
  /** When the server was asked for, counted from the class's start. */
  readonly atMs: number
  readonly tookMs: number
}

export type Waits = Readonly<Record<PoolName, readonly Wait[]>>

/** One run, and the machine on which it was. */
export interface Measured {
  /** `2026-11-30` */
  readonly day: string
  readonly machine: string
  /** Averages of the last minute, before and after. */
  readonly load: { readonly before: number; readonly after: number }
  readonly bootMs: number
  readonly waits: Waits
}

const FILE = join(import.meta.dirname, 'measured.json')

/** The run that the document shows. */
export const readMeasured = (): Measured => JSON.parse(readFileSync(FILE, 'utf8')) as Measured

/** Makes this run the one that is shown. */
export function writeMeasured(measured: Measured): void {
  const whole = ({ atMs, tookMs }: Wait): Wait => ({ atMs: Math.round(atMs), tookMs: Math.round(tookMs) })
  const waits = Object.fromEntries(POOLS.map((pool) => [pool, measured.waits[pool].map(whole)]))
  writeFileSync(FILE, `${JSON.stringify({ ...measured, waits }, undefined, 2)}\n`)
}
