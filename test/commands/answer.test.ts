import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, it } from 'node:test'

const CLI = join(import.meta.dirname, '../../src/cli.ts')
const CALENDAR = join(import.meta.dirname, '../../examples/calendars/midterm.ics')
const folder = mkdtempSync(join(tmpdir(), 'warmseats-out-'))
after(() => rmSync(folder, { recursive: true }))

const calendar = (...words: string[]) =>
  new Promise<{ code: unknown; stdout: string; stderr: string }>((done) =>
    execFile(process.execPath, [CLI, 'calendar', ...words], (error, stdout, stderr) =>
      done({ code: error ? error.code : 0, stdout, stderr }),
    ),
  )

it('--out writes the answer into a file, in the format of its ending, and nothing to stdout', async () => {
  const file = join(folder, 'events.json')
  assert.deepEqual(await calendar(CALENDAR, '--from', '2026-03-24', '--out', file), { code: 0, stdout: '', stderr: '' })
  assert.equal(JSON.parse(readFileSync(file, 'utf8')).events[0].summary, 'Midterm')
})

it('where nothing can be written, nothing is read', async () => {
  const file = join(folder, 'none/events.json')
  const { code, stderr } = await calendar('/no/such.ics', '--out', file)
  assert.deepEqual([code, stderr], [2, `warmseats: cannot write ${file}: there is no folder ${join(folder, 'none')}\n`])
  assert.ok(!existsSync(file))
})

it('what is not in the answer is said, and it is exit code 2', async () => {
  const { code, stdout, stderr } = await calendar(CALENDAR, '/no/such.ics', '--from', '2026-03-24')
  assert.equal(code, 2)
  assert.match(stdout, /Midterm/)
  assert.match(stderr, /^warmseats: could not be read, so the answer is without it: calendar 2 \(file such\.ics\): /)
})
