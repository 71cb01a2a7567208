/**
 * Calendars that were made to harm, read by the product's own thread in a process that has as much memory as its pod: none
 * ends it, each is told of, and neither the main thread nor the calendar beside notices.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { bombs } from './bombs/bombs.ts'
import { memoryCgroup } from './bombs/cgroup.ts'
import { type Confined, confined } from './bombs/confined.ts'
import type { Answer } from './bombs/subject.ts'

/** What the chart gives the pod. */
const LIMIT_BYTES = 512 * 2 ** 20
const MOST_RSS_MB = 400
const LONGEST_MS = 50
/** The store's own limit, in base64. */
const MOST_KEPT = (900 * 1024 * 4) / 3

/** Characters that move a terminal's cursor, or turn the direction of a text. */
const STEERS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u

const cgroup = memoryCgroup(LIMIT_BYTES)
const skip = 'none' in cgroup ? cgroup.none : false

describe('hostile calendars, in a cgroup of 512 MiB', { skip }, () => {
  if ('none' in cgroup) return
  const folder = mkdtempSync(join(tmpdir(), 'warmseats-bombs-'))
  const file = (name: string, text: string) => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  const nowMs = Date.now()
  const good = file('good.ics', ordinary(nowMs))
  const process = confined(cgroup)
  after(async () => {
    await process.end()
    cgroup.remove()
    rmSync(folder, { recursive: true })
  })

  it('a calendar without any harm', async () => {
    const { said, beside } = await process.read({ bomb: good, good })
    assert.deepEqual([said, beside], [[], 1])
  })

  for (const [at, { name, text, says }] of bombs(nowMs).entries())
    it(name, async (test) => {
      const answer = await readOften(process, { bomb: file(`${at}.ics`, text()), good })
      const { said, beside, keptBytes, longestMs, peakRssMb } = answer
      test.diagnostic(
        `${longestMs.toFixed(0)} ms, ${peakRssMb.toFixed(0)} MB; ${said.length}: ${said[0]?.slice(0, 200)}`,
      )
      if (says === undefined) assert.deepEqual(said, [])
      else
        assert.ok(
          said.some((one) => says.test(one)),
          `nothing like ${says} is said of it, but ${said.slice(0, 3)}`,
        )
      assert.doesNotMatch(said.join(''), STEERS, 'what is said is text')
      assert.equal(beside, 1, 'the calendar beside is read')
      assert.ok(keptBytes <= MOST_KEPT, `${keptBytes} bytes are kept`)
      assert.ok(longestMs <= LONGEST_MS, `the main thread was busy for ${longestMs.toFixed(1)} ms`)
      assert.ok(peakRssMb < MOST_RSS_MB, `the process took ${peakRssMb.toFixed(0)} MB`)
    })

  it('the kernel counts less than the limit too', (test) => {
    const most = cgroup.mostBytes()
    test.diagnostic(`${((most ?? Number.NaN) / 2 ** 20).toFixed(0)} MiB with page cache`)
    assert.ok(most === undefined || most < LIMIT_BYTES)
  })
})

/** What is a calendar's fault comes again; a garbage collection or a cold compiler does not. */
async function readOften(process: Confined, question: Parameters<Confined['read']>[0]): Promise<Answer> {
  const answers: Answer[] = []
  for (const _ of [1, 2, 3]) {
    answers.push(await process.read(question))
    if ((answers.at(-1)?.longestMs ?? 0) <= LONGEST_MS) break
  }
  const [first] = answers.toSorted((a, b) => a.longestMs - b.longestMs)
  if (first === undefined) throw new Error('it was never read')
  return first
}

function ordinary(nowMs: number): string {
  const start = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '')
  const event = `BEGIN:VEVENT\r\nUID:g\r\nDTSTART:${start}\r\nDURATION:PT1H\r\nDESCRIPTION:user: 3\r\nEND:VEVENT`
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${event}\r\nEND:VCALENDAR\r\n`
}
