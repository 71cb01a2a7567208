import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { carriedOut, sayResult } from '../../../src/commands/pull/pull.ts'
import { BRING } from '../../../src/domain/cluster/hand.ts'
import { Refusal } from '../../../src/rehearsal/cluster.ts'
import { node } from '../../support/node.ts'
import { at, MINUTE, SECOND } from '../../support/time.ts'
import { comesAfter, IMAGE, type Kubelet, type Played, played, pulling, refuses, type Scene } from './support.ts'

const UNAUTHORIZED = `Back-off pulling image "${IMAGE}": 401 Unauthorized`

async function done(scene: Scene = {}) {
  const play: Played = played(scene)
  const result = await carriedOut(play.stage, 'hub')
  return { ...play, result, said: sayResult(result).join('\n') }
}

describe('a pull', () => {
  it('comes to all nodes, no more at once than it may, and then to the placeholders', async () => {
    const { result, said, most, announced, isLit } = await done()
    assert.equal(result.nodes?.end, 'done')
    assert.deepEqual(result.nodes.standing.came, ['n1', 'n2', 'n3'])
    assert.equal(most(), 2)
    assert.match(announced.get('user') ?? '', /^quay.io\/hub\/data8:2 until 2026-03-25T09:02/)
    assert.match(
      said,
      /^quay.io\/hub\/data8:2: 3 of 3 nodes have the images after 2 min.*\n {2}placeholders {2}of user bring it until/,
    )
    assert.equal(isLit(), false, 'the Job is gone')
  })
  it('leaves out nodes that have it, and those that nobody can use', async () => {
    const nodes = [node({ name: 'n1', images: [IMAGE] }), node({ name: 'n2', cordoned: true })]
    const { result, said, most } = await done({ nodes })
    assert.deepEqual([result.nodes?.standing.had, most()], [['n1'], 0])
    assert.match(said, /left out {6}n2: is cordoned/)
  })
  it('is announced where there is no node at all', async () => {
    const { result } = await done({ nodes: [] })
    assert.deepEqual(result.announced?.answered, ['user'])
  })
  it('of which nobody answers is none that is done', async () => {
    const { result, said } = await done({ isAnswered: false })
    assert.deepEqual(result.announced?.unanswered, ['user'])
    assert.match(said, /within 30 s no controller answered: does it run, and is userImages not off\?/)
  })
  it('adds to what was announced before', async () => {
    const annotations = { [BRING]: 'quay.io/hub/other:1 with key until 2026-03-24T12:00Z' }
    const { announced } = await done({ annotations, options: { secret: ['mine'] } })
    assert.match(announced.get('user') ?? '', /^quay.io\/hub\/other:1, quay.io\/hub\/data8:2 with key, mine until /)
  })
  it('without --wait is announced alone', async () => {
    const { result, announced, most } = await done({ options: { wait: false }, kubelet: pulling })
    assert.deepEqual([result.nodes, most(), announced.size], [undefined, 0, 1])
  })
  it('waits for the Deployments of a release that has just been installed', async () => {
    const { result, progress } = await done({ poolsAfterMs: 20 * SECOND })
    assert.deepEqual(result.pools, ['user'])
    assert.match(progress[0] ?? '', /in hub yet: waiting for the controller/)
  })
})

describe('a registry that gives nothing', () => {
  it('is told in its words within seconds, given up after two minutes, and no placeholder waits for it', async () => {
    const told: number[] = []
    const scene = { kubelet: refuses(UNAUTHORIZED) }
    const play = played({ ...scene, onPause: (ms) => void (play.progress.length > 1 && told.push(ms)) })
    const result = await carriedOut(play.stage, 'hub')
    assert.ok((told[0] ?? Number.POSITIVE_INFINITY) - at('09:00') <= 10 * SECOND)
    assert.equal(result.nodes?.end, 'in vain')
    assert.ok(result.tookMs >= 2 * MINUTE && result.tookMs < 3 * MINUTE, `${result.tookMs} ms`)
    assert.deepEqual([result.announced, play.announced.size], [undefined, 0])
    const said = sayResult(result).join('\n')
    assert.match(said, /0 of 3 nodes have the images, 2 in trouble after 2 min.*nobody gets it any more/)
    assert.match(said, /not on {8}n1, n2: .*ImagePullBackOff, .*401 Unauthorized/)
    assert.match(said, /not begun {5}n3/)
    assert.match(said, /placeholders {2}of user do not bring it: no node has it/)
  })
  it('to some nodes keeps no other one waiting', async () => {
    const kubelet: Kubelet = (name, since) =>
      name === 'n2'
        ? { waiting: { reason: 'ErrImagePull', message: 'connection reset by peer' } }
        : comesAfter(MINUTE)(name, since)
    const { result, said } = await done({ kubelet, options: { parallel: '1' } })
    assert.deepEqual(result.nodes?.standing.came, ['n1', 'n3'])
    assert.equal(result.nodes?.end, 'in vain')
    assert.match(said, /n2: .*ErrImagePull, connection reset by peer/)
    assert.deepEqual(result.announced?.answered, ['user'])
  })
  it('that limits, and gives after all, is waited for', async () => {
    const kubelet: Kubelet = (name, since) =>
      since < 90 * SECOND
        ? { waiting: { reason: 'ImagePullBackOff', message: 'toomanyrequests: You have reached your pull rate limit' } }
        : comesAfter(0)(name, since)
    const { result, progress } = await done({ kubelet })
    assert.equal(result.nodes?.end, 'done')
    assert.ok(progress.some((line) => /toomanyrequests/.test(line)))
  })
})

describe('its end', () => {
  it('comes when the time is over, and names who still pulls', async () => {
    const kubelet: Kubelet = (name, since) => (name === 'n1' ? comesAfter(MINUTE)(name, since) : pulling(name, since))
    const { result, said, isLit } = await done({ kubelet, options: { timeout: '5m' } })
    assert.equal(result.nodes?.end, 'timeout')
    assert.ok(result.tookMs >= 5 * MINUTE && result.tookMs < 6 * MINUTE)
    assert.match(
      said,
      /1 of 3 nodes has the images, 2 pull after 5 min.*the time is over \(--timeout\)\n {2}still pulled {2}n2, n3/,
    )
    assert.equal(isLit(), false)
  })
  it('comes when somebody interrupts it; nothing is announced, and nothing left', async () => {
    const stop = new AbortController()
    const { result, isLit, announced } = await done({
      kubelet: pulling,
      stop: stop.signal,
      onPause: (ms) => void (ms > at('09:00:30') && stop.abort()),
    })
    assert.equal(result.nodes?.end, 'interrupted')
    assert.deepEqual([isLit(), announced.size], [false, 0])
  })
  it('is at once where pods may not be made; nothing is left', async () => {
    const create = () => {
      const attempt = { verb: 'create', resource: 'pods', group: '', namespace: 'hub' } as const
      const refusal = new Refusal(new Error('quota'), attempt)
      throw Object.defineProperty(refusal, 'isFinal', { value: true })
    }
    const play = played({ create })
    await assert.rejects(carriedOut(play.stage, 'hub'), /could not create pods/)
    assert.equal(play.isLit(), false)
  })
  for (const [scene, says] of [
    [{ poolsAfterMs: 10 * MINUTE }, /there are no placeholders in the namespace hub/],
    [{ options: { pool: ['usr'] } }, /no pool `usr`; did you mean `user`\?/],
  ] as const)
    it(`refuses: ${says.source}`, async () =>
      assert.rejects(carriedOut(played(scene).stage, 'hub'), { name: 'InputError', message: says }))
})
