/** A lecture of 350 on nodes that nobody pulls images to but placeholders, or the people themselves. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { LONG_WAIT_MS } from '../../src/domain/duration.ts'
import { play } from '../../src/simulation/played.ts'
import { readScenario } from '../../src/simulation/scenario/read.ts'

const LECTURE = readFileSync(new URL('../../examples/scenarios/lecture-350.yaml', import.meta.url), 'utf8')

/** How many of 355 waited longer than 30 s. */
async function late(imagePull: string, pool = ''): Promise<number> {
  const changed = LECTURE.replace('imagePull: 90s', `imagePull: ${imagePull}\n    imagePuller: false`).replace(
    'replicas: 0',
    `replicas: 0\n${pool}`,
  )
  const { scenario } = await readScenario(changed, { readText: async () => '' })
  const { everybody } = await play(scenario, { at: 'warmseats' })
  return everybody.filter(({ waitedMs }) => waitedMs > LONG_WAIT_MS).length
}

describe('a lecture of 350 without an image puller', () => {
  it('nobody waits, because placeholders bring the image', async () => assert.equal(await late('90s'), 0))
  it('nor where it takes six minutes, if the class is told as early', async () =>
    assert.equal(await late('6m', '      leadTime: 12m'), 0))
  it('with an image that they do not bring, nearly everybody waits', async () =>
    assert.ok((await late('90s', '      userImages: "off"')) > 200))
})
