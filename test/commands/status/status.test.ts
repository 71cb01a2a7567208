/** Every way in which the program can be asked, and not; the real API server's proxy is in test/e2e/commands/status.test.ts. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { status } from '../../../src/commands/status/status.ts'
import type { Exchange } from '../../kubernetes/support/fake-api.ts'
import { at, MINUTE } from '../../support/time.ts'
import { controllers, STATUS, statusServer } from './status-server.ts'

const NOW = at('09:00')

async function asked(answer: (exchange: Exchange) => void, items = controllers()) {
  await using server = await statusServer(answer, items)
  return await status({ ...server.options, output: 'text' }, NOW)
}
const failed = async (answer: (exchange: Exchange) => void, items = controllers()): Promise<string> =>
  asked(answer, items).then(
    ({ text }) => assert.fail(text),
    (error: Error) => error.message,
  )
const plain = (code: number, text: string) => (exchange: Exchange) =>
  exchange.answer(code, text, { 'content-type': 'text/plain' })
const refused = (code: number, message: string) => (exchange: Exchange) =>
  exchange.refuse(code, { kind: 'Status', message })

describe('status', () => {
  it('asks the Service of the release through the API server, and ends with what its page is', async () => {
    for (const [state, exitCode] of [
      ['well', 0],
      ['warning', 1],
      ['bad', 1],
      ['waiting', 2],
      ['calm', 1],
    ] as const) {
      const paths: string[] = []
      const answer = await asked((exchange) => {
        paths.push(exchange.path)
        exchange.answer(200, { ...STATUS, verdict: { ...STATUS.verdict, state } })
      })
      assert.deepEqual(paths, ['/api/v1/namespaces/jhub/services/http:warmseats:http/proxy/status.json'])
      assert.equal(answer.exitCode, exitCode, state)
      assert.match(answer.text, /^● All is well\.\n\nOf 09:00 \(utc\), /)
    }
  })

  it('with -o json is what the program said, to the letter', async () => {
    await using server = await statusServer((exchange) => exchange.answer(200, { ...STATUS, more: { than: 'known' } }))
    const { text } = await status({ ...server.options, output: 'json' }, NOW)
    assert.deepEqual(JSON.parse(text), { ...STATUS, more: { than: 'known' } })
  })
})

const TABLE: readonly (readonly [name: string, answer: (exchange: Exchange) => void, says: RegExp])[] = [
  [
    'no right to the proxy: the Role that is missing, ready to paste',
    refused(
      403,
      'services "http:warmseats:http" is forbidden: User "ada" cannot get resource "services/proxy" in API group ""',
    ),
    /^missing RBAC: the user "ada" may not `get` `services\/proxy` \(core\) in the namespace `jhub`; .*: kubectl -n jhub create role warmseats-status --verb=get --resource=services\/proxy --resource-name=http:warmseats:http && kubectl -n jhub create rolebinding/,
  ],
  [
    'no Service',
    refused(404, 'services "warmseats" not found'),
    /^the release warmseats in jhub has no Service of its name: `helm upgrade`/,
  ],
  [
    'no pod that is ready',
    refused(503, 'no endpoints available for service "http:warmseats:http"'),
    /^no pod of the release warmseats in jhub is ready \(1 of 2\).*kubectl -n jhub logs deployment\/warmseats/,
  ],
  [
    'pods that the API server does not reach',
    refused(503, 'error trying to reach service: dial tcp 10.1.1.1:8080: i/o timeout'),
    /^the API server did not reach .*NetworkPolicy.* port 8080 .*kubectl -n jhub port-forward deployment\/warmseats 8080/,
  ],
  [
    'a page that is closed',
    plain(403, 'The status page shows titles of events, so it is closed'),
    /^the status page of .* is closed to the cluster.*`statusPage: \{inCluster: true\}`.*port-forward/,
  ],
  [
    'a version without a page',
    (exchange) => exchange.answer(404, { message: 'Route GET:/status.json not found' }),
    /is of a version before there was one \(it is 1\.2\.0\); upgrade it$/,
  ],
  [
    'a fault of the program',
    plain(500, 'Internal'),
    /^the release warmseats in jhub fails to tell: HTTP 500, "Internal"$/,
  ],
  [
    'something else that answers',
    plain(200, '<html>Sign in</html>'),
    /answers what this program does not understand \(it is 1\.2\.0\): HTTP 200, .*Is it of another version\?$/,
  ],
  [
    'an answer of long ago',
    (exchange) => exchange.answer(200, { ...STATUS, at: new Date(NOW - 20 * MINUTE).toISOString() }),
    /^the answer is of .*, which is 20 min ago by this machine's clock/,
  ],
  [
    'an answer of nobody knows when',
    (exchange) => exchange.answer(200, { ...STATUS, at: 'now' }),
    /says of no instant/,
  ],
  ['credentials that are not accepted', refused(401, 'Unauthorized'), /does not accept our credentials \(401\)/],
]

describe('what cannot be told says what mends it:', () => {
  for (const [name, answer, says] of TABLE) it(name, async () => assert.match(await failed(answer), says))

  it('no release, several, a right to look for them, and one that is scaled to 0', async () => {
    const never = () => assert.fail('nobody is to be asked')
    assert.match(await failed(never, []), /^no release of Warmseats is in namespace jhub: give another with -n/)
    assert.match(
      await failed(never, controllers('one', 'two')),
      /^several releases are in jhub; choose one with --state: /,
    )
    await using server = await statusServer(never, 403)
    await assert.rejects(status({ ...server.options, output: 'text' }, NOW), /missing RBAC: .* `list` `deployments`/)
    const none = controllers().map((one) => ({
      ...one,
      spec: { ...one.spec, replicas: 0 },
      status: { readyReplicas: 0 },
    }))
    assert.match(
      await failed(refused(503, 'no endpoints available for service "warmseats"'), none),
      /is scaled to 0: kubectl -n jhub scale deployment warmseats --replicas=2$/,
    )
  })
})
