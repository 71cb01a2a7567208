/**
 * Who has lost the Lease writes nothing. Every sink is given a LeaderTransport, which asks in the instant of each write; one
 * that takes any other way to the API server has to stand here, with the reason.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { NotLeading } from '../../src/domain/lease.ts'
import { NOTHING_TOLD } from '../../src/domain/notify/told.ts'
import { profilesConfigMap } from '../../src/domain/profiles/reading/config-map.ts'
import { type LeaderTransport, leaderTransport } from '../../src/kubernetes/leader-transport.ts'
import { saveReadings } from '../../src/sinks/calendar-store.ts'
import { certificateSink } from '../../src/sinks/certificates.ts'
import { nodeEventSink } from '../../src/sinks/events/node-events.ts'
import { profilesEvents } from '../../src/sinks/events/profiles-events.ts'
import { recorder } from '../../src/sinks/events/recorder.ts'
import { kwokGroups } from '../../src/sinks/node-groups/kwok.ts'
import { nodeSink } from '../../src/sinks/nodes.ts'
import { claiming } from '../../src/sinks/notify/claim.ts'
import { perform } from '../../src/sinks/perform.ts'
import { performRef } from '../../src/sinks/services/perform-ref.ts'
import { stateSink } from '../../src/sinks/state.ts'
import { fakeApi } from '../kubernetes/support/fake-api.ts'
import { connectTo } from '../kubernetes/support/kubeconfig.ts'
import { apply, deploymentRemoval, nodeCreation, nodeRemoval, nodeWrite, podRemoval } from '../support/action.ts'
import { config } from '../support/config.ts'
import { node, rawNode } from '../support/node.ts'
import { kindsOf } from '../support/pod.ts'
import { cordonedByUs } from '../support/utilization.ts'
import { notice } from './events/notice.ts'

const UNGATED: Readonly<Record<string, string>> = {
  'lease.ts': 'how one becomes the leader',
  'events/write-event.ts':
    'what the webhook tells it tells from every replica; the Events of the leader are given its transport',
  'notify/claim.ts':
    'that nobody leads is told by who does not lead; the newest version decides which, and what the leader tells asks the Lease',
  'services/deploy.ts': "the webhook makes a user's services, in every replica that is asked",
}

/** What writes, each through its own sink. */
const WRITERS: readonly (readonly [what: string, write: (transport: LeaderTransport) => Promise<unknown>])[] = [
  ['Deployments: apply', (transport) => performer(transport)(apply())],
  ['Deployments: delete', (transport) => performer(transport)(deploymentRemoval())],
  ['placeholders: delete', (transport) => performer(transport)(podRemoval())],
  ['nodes: cordon', (transport) => performer(transport)(nodeWrite())],
  ['nodes: remove', (transport) => performer(transport)(nodeRemoval({ node: EMPTY }))],
  ['nodes: create', (transport) => performer(transport)(nodeCreation({ nodes: [EMPTY] }))],
  ['state ConfigMap', (transport) => stateSink(transport, 'hub', 'state').make()],
  ['memory', (transport) => stateSink(transport, 'hub', 'state').saveMemory('{}', '7')],
  ['the copy of the config', (transport) => stateSink(transport, 'hub', 'state').saveConfig('')],
  ['what was told', (transport) => claim(transport)],
  ['calendars', (transport) => saveReadings(transport, 'hub', 'calendar', () => '7')({})],
  ['Events of the release', (transport) => recorder(events(transport)).tell(notice())],
  ['Events of nodes', (transport) => nodeEventSink(events(transport)).outcome(nodeWrite(), 'done', '')],
  ['Events of profiles', (transport) => profilesEvents(events(transport))(PROFILES ? [PROFILES] : [])],
  ['owners of services', (transport) => performRef({ transport, onFailed: assert.fail })({ type: 'sweep', ref: REF })],
  [
    'certificates',
    (transport) =>
      certificateSink({ transport, namespace: 'hub', now: () => 0 })({ type: 'forget' }, { ...ROTATION, seen: SEEN }),
  ],
]

/** It never rejects: nothing is told then. */
const claim = (asLeader: LeaderTransport) =>
  claiming({ asLeader, transport: asLeader, namespace: 'hub', name: 'state' })(NOTHING_TOLD, '7', 'leader')

const EMPTY = node({ name: 'n1', ...cordonedByUs('08:30') })
const events = (transport: LeaderTransport) => ({ transport, identity: 'a', now: () => 0 })
const REF = { name: 'ref', namespace: 'hub', uid: 'u', resourceVersion: '7', awaits: '', sinceMs: 0, owners: [] }
const ROTATION = { names: [], lifetimeMs: 1, isOurs: true }
const SECRET = { name: 'c', resourceVersion: '7', data: {} }
const SEEN = { secret: SECRET, paths: SECRET, webhook: undefined, configMap: undefined }
/** Without the key that should hold them: that is told. */
const PROFILES = profilesConfigMap({ metadata: { name: 'profiles', namespace: 'hub', uid: 'u' } }, 'hub')

const performer = (transport: LeaderTransport) => {
  const groups = async () => kwokGroups(transport)
  const onNodes = nodeSink({ transport, groups, kinds: () => kindsOf(config()) })
  return perform({ transport, onNodes, dryRun: () => false })
}

const CONTROLLER = { metadata: {}, spec: { template: { spec: { containers: [{ args: ['run', '--state=state'] }] } } } }
const LISTS: Readonly<Record<string, object>> = { pods: { items: [] }, deployments: { items: [CONTROLLER] } }

/** What reached the API server beside questions; there node n1 is as {@link EMPTY}. */
async function writtenBy(write: (transport: LeaderTransport) => Promise<unknown>, mayAct: () => boolean) {
  await using api = await fakeApi()
  api.serve(({ path, answer }) =>
    answer(200, LISTS[path.replace(/^.*\//, '')] ?? rawNode({ name: 'n1', ...cordonedByUs('08:30') })),
  )
  await using connection = await connectTo({ server: api.url })
  await write(leaderTransport(connection, mayAct)).catch((error) => assert.ok(error instanceof NotLeading, error))
  return api.seen.filter(({ method }) => method !== 'GET').length
}

describe('who has lost the Lease', () => {
  for (const [what, write] of WRITERS)
    it(`writes no ${what}`, async () => {
      assert.ok((await writtenBy(write, () => true)) > 0, 'and who has it does')
      assert.equal(await writtenBy(write, () => false), 0)
    })
  it('during the last look at a node does not remove it', async () => {
    let asked = 0
    const remove = (transport: LeaderTransport) => performer(transport)(nodeRemoval({ node: EMPTY }))
    // Asked before anything is done, and when the look is over.
    assert.equal(await writtenBy(remove, () => ++asked === 1), 0)
    assert.equal(asked, 2)
  })
})

describe('ways to the API server', () => {
  it('past the Lease are those that are named, and no others', () => {
    const folder = new URL('../../src/sinks/', import.meta.url).pathname
    const ways = globSync('**/*.ts', { cwd: folder }).filter((file) =>
      /from '[./]+kubernetes\/(transport|connection|agent)\.ts'/.test(readFileSync(`${folder}${file}`, 'utf8')),
    )
    assert.deepEqual(ways.toSorted(), Object.keys(UNGATED).toSorted())
  })
})
