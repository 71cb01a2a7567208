/** Every scenario of examples/scenarios/ is read, happens, and shows what its text promises. */
import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { it } from 'node:test'
import { type Played, play } from '../../src/simulation/played.ts'
import { type Policy, parsePolicy, WARMSEATS } from '../../src/simulation/policies/policy.ts'
import { played } from './kept/kept.ts'
import { SHIPPED, shipped } from './scenario/support.ts'

const playShipped = async (name: string, policy: Policy): Promise<Played> =>
  play((await shipped(name)).scenario, policy)
const kept = async (name: string, policy: Policy): Promise<Played> => played((await shipped(name)).scenario, policy)
const ours = (name: string) => kept(name, WARMSEATS)
const old = (name: string) => kept(name, { at: 'polling' })

it('all are read without a warning, and name policies that exist', async () => {
  const files = (await readdir(SHIPPED)).filter((file) => file.endsWith('.yaml'))
  assert.ok(files.length >= 10)
  for (const file of files) {
    const { warnings, compare = [] } = await shipped(file.replace('.yaml', ''))
    assert.deepEqual(warnings, [], file)
    for (const name of compare) assert.ok(parsePolicy(name), `${file}: ${name}`)
  }
})

for (const name of [
  'ordinary-day',
  'two-exams-at-9',
  'large-image-450',
  'login-storm',
  'calendar-outage',
  'three-zones',
])
  it(`${name}: nobody waits more than 30 s`, async () => {
    const { waits } = await ours(name)
    assert.deepEqual([waits.beyond, waits.unserved], [0, 0])
  })

it('a full pool is told how many nodes it lacks', async () => {
  const [verdict] = (await ours('at-maximum')).verdicts
  assert.deepEqual(verdict?.advice, { kind: 'nodes', more: 3 })
})

it('three spare nodes for 350 people are not enough, whoever counts them', async () => {
  assert.ok((await ours('lecture-350-three-spares')).waits.beyond > 200)
})

it('at its maximum the pool seats as many as it can, and no placeholder stays behind', async () => {
  const { waits, boots, samples } = await ours('at-maximum')
  assert.equal(waits.people - waits.beyond, 10 * 28)
  assert.equal(boots, 9, 'and the one that was there')
  assert.deepEqual([samples.at(-1)?.wanted, samples.at(-1)?.empty], [0, 0])
})

it('in a storm the counts do not follow each login', async () => {
  const { turns, waits } = await ours('login-storm')
  assert.ok(waits.people > 2000)
  assert.ok(turns.length < 12, `${turns.length} changes`)
})

it('while the calendar is away the old rule forgets the class', async () => {
  assert.ok((await old('calendar-outage')).waits.beyond > 50)
})

it('three zones: the old rule boots and deletes all day long', async () => {
  const [warm, polled] = [await ours('three-zones'), await old('three-zones')]
  assert.ok(warm.boots <= 6, `${warm.boots} boots`)
  assert.ok(polled.boots > 50, `${polled.boots} boots`)
})

it('the same seed is the same in every number', async () => {
  const first = await playShipped('ordinary-day', WARMSEATS)
  assert.deepEqual(await playShipped('ordinary-day', WARMSEATS), first)
  assert.deepEqual(await ours('ordinary-day'), first)
})
