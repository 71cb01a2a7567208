import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NOTHING_TOLD, type Told, toldText } from '../../../src/domain/notify/told.ts'
import { leaderTransport } from '../../../src/kubernetes/leader-transport.ts'
import { claiming } from '../../../src/sinks/notify/claim.ts'
import { type Exchange, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'

const TOLD: Told = { ...NOTHING_TOLD, once: { v: 1 } }

async function claimed(answer: (exchange: Exchange) => void, as: 'leader' | 'anybody' = 'leader', isLeading = true) {
  await using api = await fakeApi()
  api.serve(answer)
  await using connection = await connectTo({ server: api.url })
  const asLeader = leaderTransport(connection, () => isLeading)
  const claim = claiming({ asLeader, transport: connection, namespace: 'hub', name: 'state' })
  return { result: await claim(TOLD, '7', as), seen: api.seen }
}

describe('what is about to be told is written down', () => {
  it('beside all else, if nothing was written since', async () => {
    const { result, seen } = await claimed(({ answer }) => answer(200, {}))
    assert.deepEqual(result, { at: 'kept' })
    assert.deepEqual(
      seen.map(({ method, path, body }) => [method, path, JSON.parse(body)]),
      [
        [
          'PATCH',
          '/api/v1/namespaces/hub/configmaps/state',
          { metadata: { resourceVersion: '7' }, data: { 'told.json': toldText(TOLD) } },
        ],
      ],
    )
  })
  it('not over what another wrote', async () =>
    assert.deepEqual((await claimed(({ refuse }) => refuse(409))).result, { at: 'overtaken' }))
  it('not by who leads no more, but for that nobody does', async () => {
    const ok = ({ answer }: Exchange) => answer(200, {})
    const late = await claimed(ok, 'leader', false)
    assert.deepEqual([late.result, late.seen], [{ at: 'overtaken' }, []])
    assert.deepEqual((await claimed(ok, 'anybody', false)).result, { at: 'kept' })
  })
  it('or says why not', async () => {
    const { result } = await claimed(({ refuse }) => refuse(403, { reason: 'Forbidden' }))
    assert.equal(result.at, 'failed')
    assert.match(result.at === 'failed' ? result.because : '', /refused to patch configmaps\/state in hub/)
  })
})
