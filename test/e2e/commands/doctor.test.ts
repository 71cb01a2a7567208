/** A healthy cluster on the real control plane, and the same broken in one way after the other: what doctor says of each. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, handsOff, startCluster } from '../../cluster/index.ts'
import { HOUR, MINUTE } from '../../support/time.ts'
import { type CalendarServer, calendarServer } from '../support/calendar-server.ts'
import {
  type Asked,
  autoscalerIsGone,
  autoscalerSays,
  type Diagnosis,
  diagnose,
  HUB_VALUES,
  installHub,
  installPacking,
  isReady,
  PACKING,
  POOL,
  postNode,
  postNodes,
  setHub,
  userPlaceholders,
  userScheduler,
} from '../support/doctored.ts'
import { PROGRAM } from '../support/program.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()
/** One placeholder fills a node of 32Gi but for less than a seat. */
const pool = (name: string, more: object = {}) =>
  poolValues(name, { resources: { requests: { memory: '31800Mi' } }, ...more })

const USER = { replicas: 1, seat: { requests: { memory: '1Gi' } } }
const APPS = '/apis/apps/v1/namespaces/hub'
const CLASSES = '/apis/scheduling.k8s.io/v1/priorityclasses'
const RBAC = '/apis/rbac.authorization.k8s.io/v1'
const tomorrow = (minutes = 0) => new Date(Date.now() + 24 * HOUR + minutes * MINUTE)

/** What is to be found: severity and where, and what is said with its mend. */
type Expected = readonly [severity: 'broken' | 'warning', where: string | RegExp, says: RegExp]

describe('doctor, on a real control plane', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let calendar: CalendarServer
  let values: { readonly [key: string]: unknown; readonly nodePools: object }

  before(async () => {
    cluster = await startCluster({ karpenter: { bootDelay: '1s', pools: { lab: { cpu: '8', memory: '32Gi' } } } })
    hub = world(cluster)
    await postNodes(cluster)
    calendar = await calendarServer({
      title: 'Data 8',
      from: tomorrow(),
      to: tomorrow(60),
      description: 'user: {students: 30}',
    })
    values = {
      replicaCount: 1,
      calendarUrl: calendar.url,
      calendarAllowPrivate: true,
      userPods: { namespaces: ['hub'] },
      nodePools: { user: pool('user', USER) },
    }
    release = await install({ cluster, helm: 4, values })
    await installHub(cluster)
    await autoscalerSays(cluster)
    const controller = await release.start()
    await controller.line('config loaded').catch(() => undefined)
    await hub.reaches('user', 1)
    await isReady(cluster, 'warmseats')
    await isReady(cluster, 'user-placeholder')
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  /** Of the pool `user` with other settings, or of another pool. */
  const withPool = (name: string, other: object): Asked => ({
    values: { ...values, nodePools: { ...values.nodePools, [name]: other } },
  })

  function isFound({ findings, exitCode }: Diagnosis, expected: readonly Expected[]) {
    const told = JSON.stringify(findings, null, 2)
    assert.equal(findings.length, expected.length, told)
    for (const [severity, where, says] of expected) {
      const found = findings.find((one) => (typeof where === 'string' ? one.where === where : where.test(one.where)))
      assert.ok(found, `${where} in ${told}`)
      assert.equal(found.severity, severity, told)
      assert.match(`${found.what} → ${found.mend}`, says)
    }
    assert.equal(exitCode, expected.some(([severity]) => severity === 'broken') ? 2 : 1)
  }

  /** One way of being broken: broken, told, and mended again. */
  const broken = (
    name: string,
    expected: readonly Expected[],
    ways: {
      readonly asked?: () => Asked
      readonly break?: () => Promise<unknown>
      readonly mend?: () => Promise<unknown>
    },
  ) =>
    it(name, async () => {
      try {
        await ways.break?.()
        isFound(await diagnose(cluster, ways.asked?.()), expected)
      } finally {
        await ways.mend?.()
      }
    })

  const remove = (path: string) => cluster.request('DELETE', `${path}?gracePeriodSeconds=0`)

  it('on a healthy cluster nothing is found, and all is looked at', async () => {
    const { findings, unchecked, well, exitCode } = await diagnose(cluster)
    assert.deepEqual([findings, unchecked, exitCode], [[], [], 0])
    const said = well.map(({ topic, what }) => `${topic} ${what}`).join('\n')
    for (const one of [
      /^cluster the API answers: Kubernetes v1\.\d+/m,
      /^access the ServiceAccount hub\/warmseats may do all that the controller does/m,
      /^controller warmseats-0 leads$/m,
      /^pools user: 2 nodes, 2 of them usable$/m,
      /^autoscaler Cluster Autoscaler is Running: 1 node group$/m,
      /^autoscaler Karpenter is there: NodePool lab$/m,
      /^hub the hub in hub waits 15 min for a server, starts 64 at a time$/m,
      /^calendars calendar: 1 event around now$/m,
      /^week user: 1 event in the coming week, with room for all; the pool can have 100 placeholders \(unless .*\); the most seen so far is 2 nodes$/m,
    ])
      assert.match(said, one)
  })

  it('the command says the same, with exit code 0, and 2 where something is broken', async () => {
    const warmseats = (...words: string[]) =>
      new Promise<{ code: unknown; stdout: string; stderr: string }>((done) => {
        const line = [PROGRAM, 'doctor', '--kubeconfig', cluster.kubeconfig, ...words]
        execFile(process.execPath, line, (error, stdout, stderr) =>
          done({ code: error ? error.code : 0, stdout, stderr }),
        )
      })
    const { code, stdout, stderr } = await warmseats('-n', 'hub')
    assert.deepEqual([code, stderr], [0, ''], stdout)
    assert.match(
      stdout,
      /^release warmseats in hub \(https:\/\/127\.0\.0\.1:\d+, Kubernetes v1\.\S+\): all is well\n\nWell\n/,
    )
    const none = await warmseats('-n', 'default')
    assert.deepEqual([none.code, none.stdout], [2, ''])
    assert.match(none.stderr, /^warmseats: no release of Warmseats is in namespace default: .* --config\n$/)
  })

  it('who has the rules that docs/doctor.md names, beside `view`, sees all of it', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/doctor.md'), 'utf8')
    const [, rules] = /```yaml\n(.*?)```/s.exec(page) ?? []
    await cluster.kubectl(['create', '--filename=-'], rules)
    await cluster.kubectl(['create', 'serviceaccount', 'operator'])
    for (const role of ['view', 'warmseats-doctor']) {
      const binding = ['create', 'clusterrolebinding', `operator-${role}`, `--clusterrole=${role}`]
      await cluster.kubectl([...binding, '--serviceaccount=default:operator'])
    }
    const kubeconfig = await cluster.kubeconfigFor('default', 'operator')
    const { findings, unchecked, exitCode } = await diagnose(cluster, { kubeconfig })
    assert.deepEqual([findings, unchecked, exitCode], [[], [], 0])
  })

  describe('before an installation', () => {
    it('with values and no release nothing is found either', async () => {
      const { findings, unchecked, exitCode } = await diagnose(cluster, { values, namespace: 'default' })
      assert.deepEqual([findings, unchecked, exitCode], [[], [], 0])
    })

    it('who may not install is told so, and what they may not see is not called well', async () => {
      await cluster.request('POST', '/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'guest' } })
      await cluster.kubectl([
        'create',
        'clusterrolebinding',
        'guest',
        '--clusterrole=view',
        '--serviceaccount=default:guest',
      ])
      const kubeconfig = await cluster.kubeconfigFor('default', 'guest')
      const { findings, unchecked } = await diagnose(cluster, { values, namespace: 'default', kubeconfig })
      assert.match(
        JSON.stringify(findings),
        /you may not create clusterroles\.rbac\.authorization\.k8s\.io in the cluster/,
      )
      const said = unchecked.map(({ what, because }) => `${what}: ${because}`).join('\n')
      assert.match(
        said,
        /whether pools have nodes, .*: missing RBAC: the ServiceAccount `default\/guest` may not `list` `nodes`/,
      )
      assert.match(said, /how the hub is set: .*: missing RBAC: .* may not `get` `secrets`/)
      const ofRelease = await diagnose(cluster, { kubeconfig })
      const about = ofRelease.unchecked.find(({ topic }) => topic === 'access')
      assert.match(
        `${about?.what}: ${about?.because}`,
        /^whether the ServiceAccount hub\/warmseats may .* may not `create` `subjectaccessreviews`/,
      )
    })
  })

  describe('the cluster', () => {
    broken(
      'a user-scheduler that asks for the PodDisruptionBudgets of old',
      [
        [
          'broken',
          'deployment user-scheduler in hub',
          /as policy\/v1beta1, .*places no user at all → helm upgrade jupyterhub/,
        ],
      ],
      {
        break: () =>
          cluster.request('POST', `${APPS}/deployments`, userScheduler('registry.k8s.io/kube-scheduler:v1.19.13')),
        mend: () => remove(`${APPS}/deployments/user-scheduler`),
      },
    )
    broken(
      'nobody who packs users, though an autoscaler would take nodes away',
      [
        [
          'warning',
          'scheduling.userScheduler',
          /nobody packs users: .* → scheduling: {userScheduler: {enabled: true}}/,
        ],
      ],
      { break: () => remove(PACKING), mend: () => installPacking(cluster) },
    )
    it('what the ServiceAccount may not do, with the commands that let it', async () => {
      const clusterRole = (await cluster.request('GET', `${RBAC}/clusterroles/warmseats`)) as {
        rules: { resources: string[] }[]
      }
      const role = (await cluster.request('GET', `${RBAC}/namespaces/hub/roles/warmseats`)) as {
        rules: { apiGroups: string[] }[]
      }
      const without = <T>(rules: readonly T[], is: (rule: T) => boolean) => ({ rules: rules.filter((one) => !is(one)) })
      await cluster.request(
        'PATCH',
        `${RBAC}/clusterroles/warmseats`,
        without(clusterRole.rules, ({ resources }) => resources.includes('nodes')),
      )
      await cluster.request(
        'PATCH',
        `${RBAC}/namespaces/hub/roles/warmseats`,
        without(role.rules, ({ apiGroups }) => apiGroups.includes('events.k8s.io')),
      )
      try {
        const found = await diagnose(cluster)
        const [nodes, events] = found.findings
        assert.equal(found.findings.length, 2, JSON.stringify(found.findings))
        assert.match(
          `${nodes?.severity} ${nodes?.what}`,
          /^broken the ServiceAccount hub\/warmseats may not list, watch nodes in the cluster: it decides nothing$/,
        )
        assert.match(
          `${events?.severity} ${events?.what}`,
          /^warning .* may not create, patch events\.events\.k8s\.io in hub: it writes no Events$/,
        )
        // They are such as can be copied.
        for (const { mend } of found.findings)
          for (const command of mend.split(' && ')) await cluster.kubectl(command.split(' ').slice(1))
        assert.deepEqual((await diagnose(cluster)).findings, [])
      } finally {
        await cluster.request('PATCH', `${RBAC}/clusterroles/warmseats`, { rules: clusterRole.rules })
        await cluster.request('PATCH', `${RBAC}/namespaces/hub/roles/warmseats`, { rules: role.rules })
      }
    })
  })

  describe('the config', () => {
    const path = '/api/v1/namespaces/hub/configmaps/warmseats'
    let before: { readonly data: object }
    broken(
      'is refused',
      [['broken', 'nodePools.user.replicas', /the last good one goes on to count → helm -n hub upgrade warmseats/]],
      {
        break: async () => {
          before = (await cluster.request('GET', path)) as typeof before
          const text = 'nodePools: {user: {replicas: many, nodeSelector: {a: b}}}'
          await cluster.request('PATCH', path, { data: { 'config.yaml': text } })
        },
        mend: () => cluster.request('PATCH', path, { data: before.data }),
      },
    )
    broken('writes nothing', [['warning', 'dryRun', /writes nothing → dryRun: false$/]], {
      asked: () => ({ values: { ...values, dryRun: true } }),
    })
  })

  describe('pools', () => {
    broken(
      'no node has its labels',
      [
        [
          'broken',
          'nodePools.exam.nodeSelector',
          /none of the \d nodes .* they have exams\).* → nodePools: \{exam: \{nodeSelector: \{hub\.jupyter\.org\/pool-name: exams\}\}\}$/,
        ],
      ],
      {
        break: () => postNode(cluster, { name: 'exam', labels: POOL('exams') }),
        asked: () => withPool('exam', pool('exam')),
        mend: () => remove('/api/v1/nodes/exam'),
      },
    )
    broken(
      'a placeholder fits on no node',
      [
        [
          'broken',
          'nodePools.user.resources.requests',
          /of \{memory:40Gi\} fits on no node of the pool, which when empty has 32Gi of memory.* → nodePools: \{user: \{resources: null\}\}/,
        ],
      ],
      {
        asked: () => withPool('user', pool('user', { ...USER, resources: { requests: { memory: '40Gi' } } })),
      },
    )
    broken(
      'several fit on one, where nodes are asked for',
      [
        [
          'warning',
          'nodePools.user.resources.requests',
          /8 of these placeholders fit on one node.* → nodePools: \{user: \{resources: null/,
        ],
      ],
      {
        asked: () =>
          withPool('user', pool('user', { ...USER, replicas: 4, resources: { requests: { memory: '4Gi' } } })),
      },
    )
    broken(
      'at 0 without a size',
      [
        [
          'warning',
          'nodePools.lab.resources.requests',
          /the size of a placeholder is not known: the pool has no node.* → nodePools: \{lab: \{resources: \{requests: \{memory: 26Gi/,
        ],
      ],
      {
        asked: () => withPool('lab', { nodeSelector: POOL('lab') }),
      },
    )
    broken(
      'a taint that placeholders do not tolerate',
      [
        [
          'broken',
          'nodePools.exam.tolerations',
          /the taint exam=yes:NoSchedule.* → nodePools: \{exam: \{tolerations: \[\{key: exam, operator: Equal, value: 'yes', effect: NoSchedule\}\]\}\}$/,
        ],
      ],
      {
        break: () =>
          postNode(cluster, {
            name: 'exam',
            labels: POOL('exam'),
            taints: [{ key: 'exam', value: 'yes', effect: 'NoSchedule' }],
          }),
        asked: () => withPool('exam', pool('exam')),
        mend: () => remove('/api/v1/nodes/exam'),
      },
    )
    broken(
      'all its nodes are cordoned',
      [['warning', 'nodePools.exam', /none of its 1 node can be used: exam is cordoned → kubectl uncordon exam$/]],
      {
        break: async () => {
          await postNode(cluster, { name: 'exam', labels: POOL('exam') })
          await cluster.kubectl(['cordon', 'exam'])
        },
        asked: () => withPool('exam', pool('exam')),
        mend: () => remove('/api/v1/nodes/exam'),
      },
    )
  })

  describe('users', () => {
    const classOf = (name: string, more: object) => () =>
      cluster.request('POST', CLASSES, { metadata: { name }, ...more })
    const leaves = (name: string, priorityClass?: string) => async () => {
      await hub.leave(name)
      if (priorityClass) await remove(`${CLASSES}/${priorityClass}`)
    }
    broken(
      'who never preempt',
      [['broken', 'nodePools.user', /`preemptionPolicy: Never`.* → scheduling: \{podPriority/]],
      {
        break: async () => {
          await classOf('patient', { value: 0, preemptionPolicy: 'Never' })()
          await hub.user('ada', { on: 'n2', priorityClass: 'patient' })
        },
        mend: leaves('ada', 'patient'),
      },
    )
    broken(
      'who are not above placeholders',
      [['broken', 'nodePools.user', /have the priority -10, which is not above the -10 of placeholders/]],
      {
        break: async () => {
          await classOf('humble', { value: -10 })()
          await hub.user('bo', { on: 'n2', priorityClass: 'humble' })
        },
        mend: leaves('bo', 'humble'),
      },
    )
    broken(
      'who request nothing',
      [['broken', 'nodePools.user.seat.requests', /request nothing.* → singleuser: \{memory: \{guarantee: 1G\}\}/]],
      {
        break: () => hub.user('cy', { on: 'n2', cpu: '0', memory: '0' }),
        mend: leaves('cy'),
      },
    )
    broken(
      'who get a class that is below placeholders',
      [['broken', 'PriorityClass all', /globalDefault.*not above the -10/]],
      {
        break: classOf('all', { value: -20, globalDefault: true }),
        mend: async () => {
          await remove(`${CLASSES}/all`)
          await eventually('pods to get no class again', async () => (await priorityOfNew()) === 0)
        },
      },
    )
    broken(
      'whose image does not come',
      [
        [
          'broken',
          'image quay.io/jupyter/base-notebook',
          /1 user pod cannot pull it \(ImagePullBackOff: .*\).* → kubectl -n hub describe pod jupyter-eve/,
        ],
      ],
      {
        break: () => failingImage('jupyter-eve'),
        mend: leaves('eve'),
      },
    )
    broken(
      'the class of placeholders is not there',
      [['broken', 'priorityClass', /there is no PriorityClass gone.* → kubectl create priorityclass gone --value=-10/]],
      {
        asked: () => ({ values: { ...values, priorityClass: { create: false, name: 'gone' } } }),
      },
    )

    /** The API server goes on giving a default that was deleted until its own watch has told it. */
    async function priorityOfNew() {
      const pod = {
        metadata: { name: 'asked-only' },
        spec: { containers: [{ name: 'notebook', image: 'quay.io/jupyter/base-notebook' }] },
      }
      const created = await cluster.request('POST', '/api/v1/namespaces/hub/pods?dryRun=All', pod)
      return (created as { readonly spec: { readonly priority: number } }).spec.priority
    }

    /** As a kubelet says it; kwok keeps its hands off. */
    async function failingImage(name: string) {
      const pods = '/api/v1/namespaces/hub/pods'
      await cluster.request('POST', pods, {
        metadata: {
          name,
          labels: { app: 'jupyterhub', component: 'singleuser-server' },
          annotations: { [handsOff]: 'true' },
        },
        spec: {
          nodeName: 'n2',
          containers: [
            { name: 'notebook', image: 'quay.io/jupyter/base-notebook', resources: { requests: { memory: '1Gi' } } },
          ],
        },
      })
      const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image: connection reset by peer' }
      const containerStatuses = [
        {
          name: 'notebook',
          image: 'quay.io/jupyter/base-notebook',
          imageID: '',
          ready: false,
          restartCount: 0,
          state: { waiting },
        },
      ]
      await cluster.request('PATCH', `${pods}/${name}/status`, { status: { containerStatuses } })
    }
  })

  describe('the hub', () => {
    const set = (other: object) => () => setHub(cluster, { ...HUB_VALUES, ...other })
    const mend = () => setHub(cluster, HUB_VALUES)
    broken(
      'gives up before a node has come',
      [
        [
          'warning',
          'start_timeout',
          /gives a server up after 5 min, and a node of user is taken to need 10 min until 5 boots.* → singleuser: \{startTimeout: 900\}/,
        ],
      ],
      {
        break: set({ singleuser: { startTimeout: 300, memory: { guarantee: '1G' } } }),
        mend,
      },
    )
    broken(
      'starts fewer at a time than come',
      [
        [
          'warning',
          'concurrent_spawn_limit',
          /10 servers at a time .* 30 people are announced for "Data 8" → hub: \{concurrentSpawnLimit: 30\}/,
        ],
      ],
      {
        break: set({ hub: { config: { JupyterHub: { concurrent_spawn_limit: 10 } } } }),
        mend,
      },
    )
    broken('runs fewer servers than come', [['broken', 'active_server_limit', /no more than 20 servers/]], {
      break: set({ hub: { activeServerLimit: 20 } }),
      mend,
    })
    broken(
      'has placeholders of its own',
      [
        [
          'warning',
          'scheduling.userPlaceholder',
          /own 3 placeholders are on in hub.* → scheduling: \{userPlaceholder: \{enabled: false\}\}/,
        ],
      ],
      {
        break: set({ scheduling: { userPlaceholder: { enabled: true, replicas: 3 } } }),
        mend,
      },
    )
    broken(
      'has some that nobody switched off in the values',
      [['warning', 'scheduling.userPlaceholder', /own 2 placeholders/]],
      {
        break: () => cluster.request('POST', `${APPS}/statefulsets`, userPlaceholders(2)),
        mend: () => remove(`${APPS}/statefulsets/user-placeholder`),
      },
    )
    broken('lets servers request nothing', [['warning', 'singleuser.memory.guarantee', /servers request nothing/]], {
      break: set({ singleuser: { startTimeout: 900 } }),
      mend,
    })
  })

  describe('the hub that the values name', () => {
    const asking = (hub: object) => () => ({ values: { ...values, hub } })
    const limits = { concurrentSpawnLimit: 64, startTimeout: 900 }
    const secret = { metadata: { name: 'hub-token' }, stringData: { token: 'abc' } }
    const makes = () => cluster.request('POST', '/api/v1/namespaces/hub/secrets', secret)
    const takes = () => remove('/api/v1/namespaces/hub/secrets/hub-token')
    const at = (url: string) => asking({ url, tokenSecret: { name: 'hub-token' }, ...limits })

    broken(
      'has no token',
      [
        [
          'broken',
          'hub.tokenSecret',
          /no token in the Secret hub-token, key token.* → kubectl --namespace hub create secret generic hub-token --from-literal=token=TOKEN/,
        ],
      ],
      { asked: at('http://hub.hub.svc:8081') },
    )
    broken(
      'is a Service that is not there',
      [['broken', 'hub.url', /there is no Service nohub in hub.* → kubectl get services/]],
      { asked: at('http://nohub.hub.svc:8081'), break: makes, mend: takes },
    )
    broken(
      'has other limits than the values say, or more',
      [
        ['warning', 'hub.concurrentSpawnLimit', /is 100 here, and 64 in .* → hub: \{concurrentSpawnLimit: 64\}/],
        ['warning', 'hub.startTimeout', /is not said here, and 900 in .* → hub: \{startTimeout: 900\}/],
      ],
      { asked: asking({ concurrentSpawnLimit: 100 }) },
    )
  })

  describe('the schedulers that the values name', () => {
    const named = (name: string) => ({ ...values, placeholder: { schedulerName: name } })
    broken(
      'nobody has seen',
      [
        [
          'warning',
          'placeholder.schedulerName',
          /no scheduler packr was seen: .*; there is hub-user-scheduler → placeholder: \{schedulerName: ''\}/,
        ],
      ],
      { asked: () => ({ values: named('packr') }) },
    )
    broken(
      'no pod of it is ready',
      [
        [
          'broken',
          'placeholder.schedulerName',
          /no pod of the scheduler hub-user-scheduler is ready .* → kubectl --namespace hub describe deployment hub-user-scheduler/,
        ],
      ],
      { asked: () => ({ values: named('hub-user-scheduler') }) },
    )
    it('a pod that asks for one that is not there is told by its silence', async () => {
      const pods = '/api/v1/namespaces/hub/pods'
      const spec = { schedulerName: 'packr', containers: [{ name: 'one', image: 'registry.k8s.io/pause:3.10' }] }
      await cluster.request('POST', pods, { metadata: { name: 'forgotten' }, spec })
      try {
        const of = async (laterMs: number) => {
          const { findings } = await diagnose(cluster, { values: named('packr'), laterMs })
          return findings.filter(({ where }) => where === 'placeholder.schedulerName').map(({ what }) => what)
        }
        assert.match((await of(0)).join(), /^no scheduler packr was seen/)
        assert.match(
          (await of(2 * MINUTE)).join(),
          /^no scheduler packr has looked at 1 pod that asked for it up to 2 min( \d+ s)? ago \(hub\/forgotten\): they wait for ever$/,
        )
      } finally {
        await remove(`${pods}/forgotten`)
      }
    })
  })

  describe('calendars and the week', () => {
    broken('one cannot be read', [['broken', 'calendar', /it cannot be read: .*503.* → warmseats calendar ADDRESS/]], {
      break: async () => calendar.answer((_request, response) => response.writeHead(503).end()),
      mend: async () =>
        calendar.set({ title: 'Data 8', from: tomorrow(), to: tomorrow(60), description: 'user: {students: 30}' }),
    })
    broken(
      'the Secret of one is not there',
      [['broken', 'calendar exams', /nothing in the file \/etc\/warmseats-secrets\/exams\/url/]],
      {
        asked: () => ({ values: { ...values, calendars: [{ name: 'exams', secret: { name: 'exams', key: 'url' } }] } }),
      },
    )
    it('one that a Secret holds is read as the controller reads it', async () => {
      await cluster.request('POST', '/api/v1/namespaces/hub/secrets', {
        metadata: { name: 'exams' },
        stringData: { url: calendar.url, token: 'let me in' },
      })
      const calendars = [
        {
          name: 'exams',
          secret: { name: 'exams', key: 'url' },
          auth: { type: 'bearer', secretName: 'exams', tokenKey: 'token' },
        },
      ]
      const { calendarUrl: _, ...rest } = values
      const { findings, well } = await diagnose(cluster, { values: { ...rest, calendars } })
      assert.deepEqual(findings, [])
      assert.ok(
        well.some(({ what }) => what === 'calendar exams: 1 event around now'),
        JSON.stringify(well),
      )
      assert.equal(calendar.authorization, 'Bearer let me in')
    })
    broken(
      'an event names no pool',
      [['warning', /^event "Data 8"/, /no pool `usr`; did you mean `user`\? → edit the event/]],
      {
        break: async () => calendar.set({ title: 'Data 8', from: tomorrow(), to: tomorrow(60), description: 'usr: 4' }),
        mend: async () =>
          calendar.set({ title: 'Data 8', from: tomorrow(), to: tomorrow(60), description: 'user: {students: 30}' }),
      },
    )
    broken(
      'a class does not fit',
      [
        [
          'warning',
          'nodePools.user',
          /"Data 8", .*the pool can have 1 placeholder.* → nodePools: \{user: \{maxPlaceholders: 2\}\}$/,
        ],
      ],
      {
        asked: () => withPool('user', pool('user', { ...USER, maxPlaceholders: 1 })),
      },
    )
  })

  describe('the autoscaler', () => {
    const mend = () => autoscalerSays(cluster)
    broken('is at the maximum of a group', [['warning', 'node group users', /at its maximum of 2 nodes/]], {
      break: () => autoscalerSays(cluster, { target: 2, max: 2 }),
      mend,
    })
    broken('could not make a node', [['broken', 'node group users', /QUOTA_EXCEEDED: no more CPUs/]], {
      break: () =>
        autoscalerSays(cluster, {
          scaleUp: { status: 'Backoff', backoffInfo: { errorCode: 'QUOTA_EXCEEDED', errorMessage: 'no more CPUs' } },
        }),
      mend,
    })
    broken(
      'does not run',
      [['broken', 'cluster-autoscaler', /wrote its status 30 min( \d+ s)? ago: it does not run/]],
      {
        break: () => autoscalerSays(cluster, { writtenMs: Date.now() - 30 * MINUTE }),
        mend,
      },
    )
    broken(
      'of Karpenter, whose NodePool is not ready',
      [['broken', 'NodePool idle', /not ready.* → kubectl describe nodepool idle/]],
      {
        break: async () => {
          const lab = (await cluster.request('GET', '/apis/karpenter.sh/v1/nodepools/lab')) as {
            spec: { template: { spec: object } }
          }
          const { spec } = lab
          const nodeClassRef = { group: 'karpenter.kwok.sh', kind: 'KWOKNodeClass', name: 'gone' }
          const template = { ...spec.template, spec: { ...spec.template.spec, nodeClassRef } }
          const pool = {
            apiVersion: 'karpenter.sh/v1',
            kind: 'NodePool',
            metadata: { name: 'idle' },
            spec: { ...spec, template },
          }
          await cluster.request('POST', '/apis/karpenter.sh/v1/nodepools', pool)
          await eventually('Karpenter to look at it', async () => {
            const { status } = (await cluster.request('GET', '/apis/karpenter.sh/v1/nodepools/idle')) as {
              status?: { conditions?: { type: string; status: string }[] }
            }
            return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'False')
          })
        },
        mend: () => remove('/apis/karpenter.sh/v1/nodepools/idle'),
      },
    )
  })

  describe('the controller', () => {
    broken(
      'has no replica',
      [
        [
          'broken',
          'deployment warmseats',
          /0 replicas: nothing decides.* → kubectl -n hub scale deployment warmseats --replicas=2/,
        ],
      ],
      {
        break: () => cluster.kubectl(['-n', 'hub', 'scale', 'deployment', 'warmseats', '--replicas=0']),
        mend: async () => {
          await cluster.kubectl(['-n', 'hub', 'scale', 'deployment', 'warmseats', '--replicas=1'])
          await isReady(cluster, 'warmseats')
        },
      },
    )
    broken('does not lead', [['broken', 'Lease', /no replica leads \(nobody holds the Lease\)/]], {
      break: async () => {
        const [controller] = release.controllers
        controller?.kill('SIGTERM')
        await controller?.exited
      },
    })
    it('no autoscaler is seen: that is said when nobody makes nodes', async () => {
      await autoscalerIsGone(cluster)
      await remove('/apis/karpenter.sh/v1/nodepools/lab')
      const { findings } = await diagnose(cluster)
      const found = findings.find(({ topic }) => topic === 'autoscaler')
      assert.match(
        `${found?.severity} ${found?.what}`,
        /^warning no autoscaler is seen \(no ConfigMap .*Karpenter without a NodePool\)/,
      )
    })
    it('has lost its memory, and with it all placeholders', async () => {
      await remove('/api/v1/namespaces/hub/configmaps/warmseats-state')
      const { findings } = await diagnose(cluster)
      assert.match(
        JSON.stringify(findings),
        /"ConfigMap warmseats-state","what":"it is not there: placeholders are owned by it/,
      )
    })
  })
})
