/**
 * Preloaded into a replica: its wall clock is off by what the file `$CHAOS_CLOCK` says, in ms, from a moment after it is
 * written. Timers and `performance` go on as they do when the clock of a real machine is set: they are monotonic.
 */
import { readFileSync } from 'node:fs'

const path = process.env.CHAOS_CLOCK ?? ''
const RealDate = Date
const LOOK_MS = 100
let offMs = 0
const look = () => {
  try {
    offMs = Number(readFileSync(path, 'utf8')) || 0
  } catch {
    offMs = 0
  }
}
look()
setInterval(look, LOOK_MS).unref()

const now = () => RealDate.now() + offMs
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
})
