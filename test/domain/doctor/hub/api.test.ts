import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { load } from 'js-yaml'
import { type HubAnswer, hubApiExamined } from '../../../../src/domain/doctor/hub/api.ts'
import { only } from '../support.ts'

const api = { url: 'http://hub.jhub.svc:8081', tokenSecret: { name: 'w', key: 'token' }, refreshMs: 10_000 }
const examine = (answer: HubAnswer) => hubApiExamined({ api, namespace: 'jhub', answer })

describe('the API of the hub that the values name', () => {
  it('answers', () => {
    const { findings, well } = examine({ at: 'answered', version: '5.4.3', servers: 12 })
    assert.deepEqual(
      [findings, well],
      [[], ['the hub at hub.jhub.svc:8081 answers with its token: JupyterHub 5.4.3, 12 servers']],
    )
  })
  it('answers something else: the mend is the service with its scopes', () => {
    const said = only(examine({ at: 'wrong', because: 'it answers HTTP 403 Forbidden' }))
    assert.match(said, /^broken hub: the hub at hub\.jhub\.svc:8081: it answers HTTP 403 Forbidden; people count once/)
    const [, values = ''] = / → (.*?) {2}# /.exec(said) ?? []
    assert.deepEqual(load(values), {
      hub: {
        services: { warmseats: {} },
        loadRoles: { warmseats: { scopes: ['list:users', 'read:servers'], services: ['warmseats'] } },
      },
    })
  })
  for (const [at, expected] of [
    [
      'no token',
      /^broken hub\.tokenSecret: why: .* → kubectl --namespace jhub create secret generic w --from-literal=token=/,
    ],
    ['nowhere', /^broken hub\.url: the hub at hub\.jhub\.svc:8081: why; .* → kubectl get services/],
    ['silent', /^warning hub\.url: the hub at .* cannot be asked from here: why → curl --head http:/],
  ] as const)
    it(`is not asked: ${at}`, () => assert.match(only(examine({ at, because: 'why' })), expected))
  it('is not called well where it cannot be known', () => {
    const { findings, well, unchecked } = examine({ at: 'unseen', because: 'why' })
    assert.deepEqual([findings, well, unchecked[0]?.because], [[], [], 'why'])
  })
})
