/** What each sink tells, on what, and under which name. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { profilesConfigMap } from '../../../src/domain/profiles/reading/config-map.ts'
import { intentHash } from '../../../src/domain/scheduling/intent-hash.ts'
import type { NodeWriteReason } from '../../../src/domain/utilization/node-action.ts'
import type { Steering } from '../../../src/domain/utilization/steer.ts'
import { eventSink } from '../../../src/sinks/events/deployment-events.ts'
import { nodeEventSink } from '../../../src/sinks/events/node-events.ts'
import { profilesEvents } from '../../../src/sinks/events/profiles-events.ts'
import { tellMissing } from '../../../src/sinks/services/tell-missing.ts'
import { apply, nodeRemoval, nodeWrite } from '../../support/action.ts'
import { stepAt } from '../../support/snapshot.ts'
import { planAt } from '../../support/utilization.ts'
import { type EventServer, eventServer, NOW } from './event-server.ts'

const AT = NOW.toString(16)

/** What the sinks fill in, one after another. */
const short = ({ told }: EventServer) =>
  told.map(({ path, event: { metadata, action, reason, type, note, regarding } }) => {
    const { name, namespace } = metadata as { readonly name: string; readonly namespace: string }
    assert.equal(path, `POST /apis/events.k8s.io/v1/namespaces/${namespace}/events`)
    return { namespace, name, told: `${action} ${reason} ${type}: ${note}`, regarding }
  })

describe('on a Deployment', () => {
  const action = apply({ from: 2, to: 3, uid: 'u', because: 'a class' })
  const regarding = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'user-placeholder', namespace: 'hub', uid: 'u' }
  const event = { namespace: 'hub', name: `user-placeholder.${AT}`, regarding }

  it('what was done; why not, once for each cause; nothing of a conflict or a dry run', async () => {
    await using server = await eventServer()
    const tell = eventSink(server.options)
    for (const [effect, because] of [
      ['done', ''],
      ['conflict', 'somebody wrote'],
      ['dry run', ''],
      ['failed', 'quota'],
      ['failed', 'quota'],
      ['failed', '500'],
      ['done', ''],
      ['failed', '500'],
    ] as const)
      await tell(action, effect, because)
    assert.deepEqual(short(server), [
      { ...event, told: 'Apply Scaled Normal: 2 to 3: a class' },
      { ...event, told: 'Apply NotWritten Warning: quota' },
      { ...event, told: 'Apply NotWritten Warning: 500' },
      { ...event, told: 'Apply Scaled Normal: 2 to 3: a class' },
      { ...event, told: 'Apply NotWritten Warning: 500' },
    ])
  })
  it('how to ask properly, to a person who scaled it', async () => {
    await using server = await eventServer()
    await eventSink(server.options)({ ...action, reason: 'heal', scaledBy: 'kubectl' }, 'done', '')
    assert.match(short(server)[0]?.told ?? '', /^Apply Healed Normal: 2 to 3: a class; to ask for more, use: kubectl /)
  })
})

describe('on a node', () => {
  const regarding = (name: string) => ({ apiVersion: 'v1', kind: 'Node', name, uid: name })
  const event = (name: string, reason: string) => ({
    namespace: 'default',
    name: `${name}.${AT}.${reason}`,
    regarding: regarding(name),
  })
  const write = (reason: NodeWriteReason) => nodeWrite({ reason, uid: 'u', because: reason })

  it('what was done to it, and why not', async () => {
    await using server = await eventServer()
    const { outcome } = nodeEventSink(server.options)
    for (const reason of ['cordon', 'uncordon', 'unmark'] as const) await outcome(write(reason), 'done', '')
    await outcome(nodeRemoval({ because: 'cordon' }), 'done', '')
    await outcome(write('cordon'), 'conflict', 'somebody wrote')
    for (const because of ['403', '403']) await outcome(write('cordon'), 'failed', because)
    assert.deepEqual(short(server), [
      { ...event('n1', 'cordoned'), told: 'Utilization Cordoned Normal: cordon' },
      { ...event('n1', 'takenback'), told: 'Utilization TakenBack Normal: uncordon' },
      { ...event('n1', 'unmarked'), told: 'Utilization Unmarked Normal: unmark' },
      { ...event('n1', 'removed'), told: 'Utilization Removed Normal: cordon' },
      { ...event('n1', 'notwritten'), told: 'Utilization NotWritten Warning: 403' },
    ])
  })
  it('what would be done, once for as long as it is so', async () => {
    await using server = await eventServer()
    const { recommended } = nodeEventSink(server.options)
    const steps = (...nodes: string[]) =>
      nodes.map((node) => ({ node, uid: node, scope: 'user', because: `${node} is empty` }))
    const { steering: off } = stepAt('09:00')
    const steering = (cordon: string[], isActing = false): Steering => ({
      ...off,
      isActing,
      plan: { ...planAt('09:00', {}), cordon: steps(...cordon), shutdown: steps('n9') },
    })
    for (const one of [steering(['n1']), steering(['n1', 'n2']), steering(['n1'], true), steering(['n2'])])
      await recommended(one)
    assert.deepEqual(
      short(server).map(({ name, told }) => [name, told]),
      [
        [`n1.${AT}.wouldcordon`, 'Utilization WouldCordon Normal: n1 is empty'],
        [`n9.${AT}.wouldremove`, 'Utilization WouldRemove Normal: n9 is empty'],
        [`n2.${AT}.wouldcordon`, 'Utilization WouldCordon Normal: n2 is empty'],
        [`n2.${AT}.wouldcordon`, 'Utilization WouldCordon Normal: n2 is empty'],
        [`n9.${AT}.wouldremove`, 'Utilization WouldRemove Normal: n9 is empty'],
      ],
    )
  })
})

describe('on a ConfigMap with profiles', () => {
  it('what is wrong with it, once; nothing on one that is right', async () => {
    await using server = await eventServer()
    const tell = profilesEvents(server.options)
    const maps = [{}, { data: { 'jupyterhub-singleuser-profiles.yaml': 'profiles: []' } }].flatMap(
      (more, at) =>
        profilesConfigMap(
          { metadata: { name: `profiles-${at}`, namespace: 'hub', uid: `uid-${at}` }, ...more },
          'hub',
        ) ?? [],
    )
    await tell(maps)
    await tell(maps)
    assert.deepEqual(short(server), [
      {
        namespace: 'hub',
        name: 'profiles-0.7366daf439fcc213',
        told: 'Read ProfilesProblem Warning: data["jupyterhub-singleuser-profiles.yaml"]: is missing, so that it gives no profiles',
        regarding: { apiVersion: 'v1', kind: 'ConfigMap', name: 'profiles-0', namespace: 'hub', uid: 'uid-0' },
      },
    ])
  })
})

describe('on a pod whose services are missing', () => {
  for (const [name, because] of [
    ['why', 'service spark: gone'],
    ['why, cut off', 'n'.repeat(2000)],
  ] as const)
    it(name, async () => {
      await using server = await eventServer()
      const pod = { name: 'jupyter-ada', namespace: 'hub', uid: 'p' }
      await tellMissing(server.options)({ ...pod, kind: 'Pod' }, because)
      const note = because.slice(0, 1024)
      assert.deepEqual(short(server), [
        {
          namespace: 'hub',
          name: `jupyter-ada.${intentHash(['p', note])}`,
          told: `Deploy ServiceMissing Warning: ${note}`,
          regarding: { apiVersion: 'v1', kind: 'Pod', ...pod },
        },
      ])
    })
})
