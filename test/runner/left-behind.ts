/** What a file of tests might leave to the next one in its process. */
import { isDeepStrictEqual } from 'node:util'
import { Settings } from 'luxon'

/** As it is now, by what it is called. */
const surroundings = () => ({
  'environment variables': { ...process.env },
  'the working folder': process.cwd(),
  'the exit code': process.exitCode,
  'listeners of the process': process.eventNames().map((name) => [name, process.listenerCount(name)]),
  'servers and watches that are open': process
    .getActiveResourcesInfo()
    .filter((kind) => /Server|FSEvent|FSWatch/.test(kind)),
  'functions of Node that are not its own': [
    [setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate, queueMicrotask],
    [Date, Date.now, performance.now, Math.random, fetch],
    [process.stdout.write, process.stderr.write],
  ],
  'the clock or zone of luxon': [Settings.now, Settings.defaultZone],
})

// Before any test can put others in its place.
const { setTimeout: later } = globalThis
const sleep = (ms: number) => new Promise<void>((done) => later(done, ms))

/** What is being closed is not left behind: so many times it is looked at again, and so long after each. */
const LOOKS = 300
const APART_MS = 10

/** @returns says later, by name, what is no longer as it is now */
export function watchWhatIsLeft(): () => Promise<readonly string[]> {
  const before = Object.entries(surroundings())
  const left = () => {
    const now: Readonly<Record<string, unknown>> = surroundings()
    return before.filter(([name, value]) => !isDeepStrictEqual(now[name], value)).map(([name]) => name)
  }
  return async () => {
    for (let look = 0; look < LOOKS && left().length > 0; look += 1) await sleep(APART_MS)
    return left()
  }
}
