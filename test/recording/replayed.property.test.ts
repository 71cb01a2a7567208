/** Whoever comes and goes, and however often the recording is stopped and gone on with: the trace is their life. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { openTrace } from '../../src/commands/record/trace-file.ts'
import { book } from '../../src/recording/book.ts'
import { traced } from '../../src/simulation/scenario/people.ts'
import { rowsOf } from '../../src/simulation/scenario/trace.ts'
import { folder } from '../kubernetes/support/kubeconfig.ts'
import { node } from '../support/node.ts'
import { fc, RUNS } from '../support/properties.ts'
import { at } from '../support/time.ts'
import { CONFIG, server } from './support.ts'

const DAY_SECONDS = 86_400
const BEGIN_MS = at('00:00')

/** In seconds of the day. */
interface Life {
  readonly cames: number
  readonly stays: number
  readonly cpu: number
  readonly memory: number
  readonly lab: boolean
}

/** Some come in the same second for a seat of the same size. */
const life: fc.Arbitrary<Life> = fc.record({
  cames: fc.oneof(fc.nat(DAY_SECONDS - 1), fc.constantFrom(0, 32_400, 36_000)),
  stays: fc.integer({ min: 1, max: DAY_SECONDS / 2 }),
  cpu: fc.oneof(fc.nat(4000), fc.constant(200)),
  memory: fc.oneof(fc.nat(2 ** 34), fc.constant(2 ** 31)),
  lab: fc.boolean(),
})
/** When recordings begin and end, one after the other. */
const runs = fc
  .uniqueArray(fc.integer({ min: 1, max: DAY_SECONDS * 1.5 }), { minLength: 2, maxLength: 8 })
  .map((all) => all.toSorted((a, b) => a - b))
  .map((all) => Array.from({ length: Math.floor(all.length / 2) }, (_, run) => [all[2 * run], all[2 * run + 1]]))
  .map((all) => all.map(([from = 0, until = 0]) => ({ from, until })))

type Run = { readonly from: number; readonly until: number }

const NAME = 'Zz-Secret-Ada'
const podOf = ({ cames, cpu, memory, lab }: Life, number: number) =>
  server({
    user: `${NAME}-${number}`,
    namespace: 'secret-hub',
    on: lab ? 'secret-l1' : 'secret-n1',
    created: BEGIN_MS + cames * 1000,
    cpu: `${cpu}m`,
    memory: `${memory}`,
  })

/** One recording, as the command writes it: what happens in it, second by second. */
async function record(file: string, lives: readonly Life[], { from, until }: Run): Promise<void> {
  const trace = await openTrace(file, () => assert.fail('into the file'))
  let nowSeconds = from
  const visits = book(CONFIG, () => BEGIN_MS + nowSeconds * 1000)
  visits.nodes.applied(node({ name: 'secret-n1' }), undefined)
  visits.nodes.applied(node({ name: 'secret-l1', pool: 'lab' }), undefined)
  const pods = lives.map(podOf)
  const happens = lives
    .flatMap((one, number) => [
      { seconds: Math.max(from, one.cames), comes: true, number },
      { seconds: one.cames + one.stays, comes: false, number },
    ])
    .filter(({ seconds, number }) => seconds <= until && endOf(lives[number]) > from)
    .toSorted((a, b) => a.seconds - b.seconds || Number(b.comes) - Number(a.comes))
  const act = ({ comes, number }: (typeof happens)[number]) => {
    const pod = pods[number]
    if (!pod) return
    if (comes) visits.pods.applied(pod, undefined)
    else visits.pods.deleted(pod)
  }
  for (const one of happens.filter(({ seconds, comes }) => comes && seconds === from)) act(one)
  visits.begin()
  trace.began(visits.present(), BEGIN_MS + from * 1000)
  for (const one of happens.filter(({ seconds, comes }) => !comes || seconds > from)) {
    nowSeconds = one.seconds
    act(one)
    trace.ended(visits.ended())
  }
  nowSeconds = until
  trace.over(visits.present(), BEGIN_MS + until * 1000)
  trace.close()
}

const endOf = (one: Life | undefined) => (one ? one.cames + one.stays : 0)

/** What the recordings can know of a visit. Who was there in none is unknown. */
function known(one: Life, all: readonly Run[]): string | undefined {
  const seen = all.filter(({ from, until }) => one.cames <= until && endOf(one) > from)
  const last = seen.at(-1)
  if (!last) return undefined
  const isLast = last === all.at(-1)
  const leaves = endOf(one) <= last.until ? endOf(one) : isLast ? undefined : Math.max(last.until, one.cames + 1)
  return said([
    BEGIN_MS + one.cames * 1000,
    leaves && BEGIN_MS + leaves * 1000,
    one.lab ? 'lab' : 'user',
    one.cpu,
    one.memory,
  ])
}

const said = (parts: readonly unknown[]) => JSON.stringify(parts.map((part) => part ?? null))

const WHEN = { startMs: 0, endMs: BEGIN_MS * 2, timezone: 'UTC' }

it('the trace gives back each visit, and no name', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(life, { maxLength: 30 }), runs, async (lives, all) => {
      using files = folder()
      const file = `${files.path}/trace.csv`
      for (const run of all) await record(file, lives, run)
      const text = readFileSync(file, 'utf8')
      assert.doesNotMatch(text, /secret|jupyter|ada|uid/i)
      const rows = rowsOf(text, 'trace.csv')
      const replayed = rows.map((row) => {
        const { arrivesMs, leavesMs } = traced(row, WHEN)
        const [, , pool, { cpu, memory } = {}] = row
        return said([arrivesMs, leavesMs, pool, cpu, memory])
      })
      assert.deepEqual(replayed.toSorted(), lives.flatMap((one) => known(one, all) ?? []).toSorted())
      assert.equal(new Set(rows.map(([, user]) => user)).size, rows.length, 'each has a number of its own')
    }),
    RUNS,
  )
})
