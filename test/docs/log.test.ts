/**
 * docs/log.md is the catalogue of the log: every line that the program can write stands there once, with the fields, the
 * level and an example that the product itself wrote, from the scenes below.
 */

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import pino from 'pino'
import type { Action, ApplyReason } from '../../src/domain/act/action.ts'
import { diff } from '../../src/domain/act/diff.ts'
import type { Outcome as Told } from '../../src/domain/act/outcome.ts'
import type { Step } from '../../src/domain/act/step.ts'
import type { CalendarHealth } from '../../src/domain/calendar/occurrence.ts'
import { AT_LEAST, PAUSE } from '../../src/domain/cluster/hand.ts'
import { decide } from '../../src/domain/decide/decide.ts'
import type { Decision } from '../../src/domain/decide/decision.ts'
import { NO_MEMORY } from '../../src/domain/decide/memory.ts'
import { knownProfiles } from '../../src/domain/profiles/known/known.ts'
import type { Admission, ProfilesEvent } from '../../src/domain/profiles/known/profiles-event.ts'
import { profilesConfigMap } from '../../src/domain/profiles/reading/config-map.ts'
import { readProfileValues } from '../../src/domain/profiles/reading/read.ts'
import { PROFILES_KEY } from '../../src/domain/profiles/reading/read-file.ts'
import type { RuntimeEvent } from '../../src/domain/runtime-event.ts'
import type { NodeAction } from '../../src/domain/utilization/node-action.ts'
import type { Steering } from '../../src/domain/utilization/steer.ts'
import { steer } from '../../src/domain/utilization/steer.ts'
import type { NamedVerdict } from '../../src/domain/verdict/verdict.ts'
import { describeApiError } from '../../src/kubernetes/describe.ts'
import { ApiError } from '../../src/kubernetes/errors.ts'
import { sayRefusal } from '../../src/server/connections/tell.ts'
import { notAllowed } from '../../src/server/profiles/claims.ts'
import { logListener } from '../../src/sinks/log.ts'
import { profilesLog } from '../../src/sinks/profiles-log.ts'
import { sayAnswer } from '../../streams/calendar/say-failure.ts'
import { boots } from '../support/boots.ts'
import { buffer, buffers } from '../support/buffer/buffer.ts'
import { config, poolLabels, userPool } from '../support/config.ts'
import { decideAt, play } from '../support/decide.ts'
import { annotatedByHand, deployment, predecessors, scaledByHand, seen } from '../support/deployment.ts'
import { lent } from '../support/lent/lent.ts'
import { node } from '../support/node.ts'
import { observed, type World } from '../support/observed.ts'
import { pod } from '../support/pod.ts'
import { atHome } from '../support/profiles.ts'
import { stepAt } from '../support/snapshot.ts'
import { at, iso, MINUTE } from '../support/time.ts'
import { cordonedByUs, podIn, withPolicy } from '../support/utilization.ts'
import { keeps, read } from './support.ts'

const DOC = 'docs/log.md'

type Line = Readonly<Record<string, unknown>> & { readonly level: string; readonly msg: string }
type Outcome = Told['effect']

const lines: Line[] = []
let nowMs = 0
const log = pino(
  {
    level: 'trace',
    base: null,
    timestamp: () => `,"time":"${iso(nowMs)}"`,
    formatters: { level: (level) => ({ level }) },
  },
  { write: (line: string) => lines.push(JSON.parse(line)) },
)

// --- The scenes ------------------------------------------------------------------------------------------------------

const MIDTERM = { title: 'Midterm', from: '09:00', to: '10:30', asks: { user: { students: 30 } } }
const from = userPool({ replicas: 1 })
const stands = (spec: Parameters<typeof deployment>[0] = {}) => [deployment({ config: from, ...spec })]
const morning: World = {
  config: from,
  events: [MIDTERM],
  nodes: [node({ name: 'user-1' })],
  pods: [pod({ user: 'ada', on: 'user-1', cpu: '1', memory: '3584Mi' })],
}
const quiet: World = { config: from, deployments: stands() }

const BORROWS = userPool({ resources: {}, holdBy: 'statefulset', replicas: 2 })

function actionOf(time: string, world: World, decision: Decision = decideAt(time, world)): Action {
  const [action] = diff(decision, observed(world)).actions
  if (!action) throw new Error('there is nothing to do')
  return action
}

const APPLIED: Record<ApplyReason, readonly World[]> = {
  scale: [
    { ...morning, deployments: stands() },
    { config: BORROWS, lent: [lent()] },
  ],
  create: [morning],
  heal: [
    { config: from, deployments: stands({ replicas: 9, managedFields: [scaledByHand()] }) },
    { config: from, deployments: [relabelled()] },
  ],
  change: [{ config: userPool({ replicas: 1, resources: { requests: { memory: '26Gi' } } }), deployments: stands() }],
}

/** Somebody took a label away that we gave. */
function relabelled() {
  const [ours = deployment()] = stands()
  return seen({
    metadata: { ...ours.raw.metadata, labels: { ...ours.labels, component: 'other' } },
    spec: ours.raw.spec,
  })
}

/** The hub's count is given back, since no pool borrows it any more. */
function returned(): Action {
  const lenders = config({ nodePools: { lab: {} } })
  const world: World = { config: lenders, lent: [lent({ replicas: 6, writer: 'warmseats' })] }
  const memory = { ...NO_MEMORY, lent: { 'statefulset/user-placeholder': { count: 1, isTaken: true as const } } }
  const first = decide(observed(world), memory, at('08:00'))
  const action = diff(decide(observed(world), first.memory, at('08:50')), observed(world)).actions.find(
    ({ type }) => type === 'scale',
  )
  if (!action) throw new Error('there is nothing to give back')
  return action
}

/** Its pool is held by placeholders now. */
function bufferGone(): Action {
  const world: World = { config: from, buffers: buffers(buffer()) }
  const action = diff(decideAt('08:50', world), observed(world)).actions.find(({ type }) => type === 'delete buffer')
  if (!action) throw new Error('there is no buffer to remove')
  return action
}

const DELETED: Record<(Action & { readonly type: 'delete deployment' })['reason'], World> = {
  takeover: { config: from, deployments: [predecessors()] },
  replaced: { config: userPool({ replicas: 1 }, { placeholderPodLabelSelector: 'app=warm' }), deployments: stands() },
  removed: {
    config: userPool({ replicas: 1 }, { fallWindow: 0 }),
    deployments: [...stands(), deployment({ config: config({ nodePools: { gpu: {} } }), pool: 'gpu' })],
  },
}

function stranded(): Action {
  const world: World = {
    ...quiet,
    nodes: [node({ name: 'user-2', cordoned: true })],
    pods: [pod({ placeholder: 'user', on: 'user-2', name: 'user-placeholder-5c4f9-x7k2p' })],
  }
  const scenes = ['08:59:50', '09:00:00'].map((time) => [time, world] as const)
  return actionOf('09:00:00', world, play(scenes).at(-1))
}

const shielded: Action = {
  type: 'shield',
  pool: 'user',
  shields: [{ name: 'user-placeholder-5c4f9-x7k2p', namespace: 'jupyterhub', uid: 'u', shielded: true }],
  because: "users' images are not on every new node yet: placeholders on those that have them give way first",
}

const packing = (mode: 'recommend' | 'act') => ({
  enabled: true,
  mode,
  nodeGroups: 'kwok' as const,
  minNodes: 1,
  maxCordonsPerCycle: 1,
})

/** Users thinly on four nodes, with one that we cordoned and that is empty, and one that a person uncordoned. */
function thin(mode: 'recommend' | 'act'): World {
  const policy = withPolicy(packing(mode), { nodePools: { user: { replicas: 0 } } })
  const names = ['user-1', 'user-2', 'user-3', 'user-4']
  return {
    config: policy,
    nodes: [
      ...names.map((name) => node({ name })),
      node({ name: 'user-5', ...cordonedByUs('19:30') }),
      node({ name: 'user-6', ...cordonedByUs('19:00'), cordoned: false }),
    ],
    pods: names.map((name) =>
      podIn(policy, { user: `on-${name}`, on: name, memory: '6Gi', labels: { student: '' }, name: `on-${name}` }),
    ),
  }
}

/** The same crowded: what is cordoned is taken back, and more is needed. */
function crowded(mode: 'recommend' | 'act'): World {
  const world = thin(mode)
  const pods = (world.nodes ?? []).slice(0, 4).map(({ name }) =>
    podIn(world.config ?? from, {
      user: `more-${name}`,
      on: name,
      memory: '25Gi',
      labels: { student: '' },
      name: `more-${name}`,
    }),
  )
  const waiting = ['ada', 'bob', 'eve'].map((user) =>
    podIn(world.config ?? from, { user, memory: '30Gi', labels: { student: '' }, nodeSelector: poolLabels('user') }),
  )
  return { ...world, pods: [...(world.pods ?? []), ...pods, ...waiting] }
}

function steered(time: string, world: World): Steering {
  const sight = observed(world)
  return steer({ observed: sight, decision: decideAt(time, world), before: undefined, nowMs: at(time) })
}

const forbidden = describeApiError(
  new ApiError({
    status: 403,
    reason: 'Forbidden',
    message: 'User "system:serviceaccount:hub:warmseats" cannot patch resource "deployments" in API group "apps"',
    retryAfterMs: undefined,
    causes: [],
  }),
  { verb: 'apply', resource: 'deployments', group: 'apps', namespace: 'hub', name: 'user-placeholder' },
)

const OUTCOMES: Record<Outcome['at'], Outcome> = {
  done: { at: 'done' },
  'dry run': { at: 'dry run' },
  conflict: {
    at: 'conflict',
    because: 'could not apply deployments/user-placeholder in hub: it has changed since we saw it',
  },
  failed: { at: 'failed', because: forbidden },
  'held back': {
    at: 'held back',
    because: '`kubectl` keeps changing it; not undone again for 1 min',
    untilMs: at('09:01'),
  },
}

const RUNTIME: Record<RuntimeEvent['type'], readonly RuntimeEvent[]> = {
  'config loaded': [
    {
      type: 'config loaded',
      pools: ['user', 'lab'],
      warnings: [{ where: 'memoryThreshold', text: '35 is read as 35 %; write 0.35' }],
    },
  ],
  'config refused': [
    {
      type: 'config refused',
      errors: [{ where: 'nodePools.user.minPlaceholders', text: '3 is more than maxPlaceholders 2' }],
    },
  ],
  leading: [{ type: 'leading' }],
  following: [{ type: 'following' }],
  'watch failed': [
    {
      type: 'watch failed',
      resource: 'pods',
      kind: 'network',
      because: 'could not watch pods: the connection to https://10.0.0.1:443 broke',
      retryInMs: 812.4,
    },
    { type: 'watch failed', resource: 'nodes', kind: 'forbidden', because: 'missing RBAC: …', retryInMs: 30_000 },
  ],
  'watch recovered': [{ type: 'watch recovered', resource: 'pods' }],
  'cluster lost': [
    {
      type: 'cluster lost',
      because: 'could not watch pods: the connection to https://10.0.0.1:443 broke',
      resources: ['nodes', 'pods'],
      forMs: 5000,
    },
  ],
  'cluster found': [{ type: 'cluster found', forMs: 95_000 }],
  'lists read': [
    { type: 'lists read', as: 'streams' },
    {
      type: 'lists read',
      as: 'pages',
      because:
        'nodes is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled (422)',
    },
  ],
  'clock wrong': [{ type: 'clock wrong', aheadMs: -100_000 }],
  'clock right': [{ type: 'clock right' }],
  'part failed': [
    { type: 'part failed', part: 'calendar store', because: 'Error: Invalid string length', retryInMs: 1500 },
  ],
  'feed closed': [
    {
      type: 'feed closed',
      because:
        'the token at /etc/warmseats-feed/token cannot be read (ENOENT); is the Secret there, with the key `token`?',
    },
  ],
  'calendar store full': [
    { type: 'calendar store full', kept: 21_000, of: 26_500, fromMs: at('2026-04-03T17:00:00Z') },
  ],
  'calendar store failed': [
    { type: 'calendar store failed', because: 'could not patch secrets/warmseats-calendar in hub: missing RBAC: …' },
  ],
  'calendar store recovered': [{ type: 'calendar store recovered' }],
  'state measured': [{ type: 'state measured', bytes: 650_000, mostBytes: 720_896 }],
  'state cut': [
    {
      type: 'state cut',
      because:
        '900 KiB are remembered, and configmaps/warmseats-state in hub has room for 704 KiB: left out are 3100 older boots, which a restart does not know; …',
    },
  ],
  'state whole': [{ type: 'state whole' }],
  'state not kept': [
    {
      type: 'state not kept',
      part: 'memory',
      because: 'configmaps/warmseats-state in hub is too large for the API server: …',
    },
  ],
  'state kept again': [{ type: 'state kept again', part: 'memory' }],
  'state made anew': [{ type: 'state made anew' }],
  notified: [
    {
      type: 'notified',
      target: 'on-call',
      kind: 'waits',
      state: 'begun',
      headline:
        'user: 281 people wait for a node, the longest for 2 min (since 08:59), and no node is on its way for them',
    },
  ],
  'notification failed': [
    {
      type: 'notification failed',
      target: 'on-call',
      because:
        'it answers HTTP 404 Not Found: was the webhook removed or renewed? Put the address of a new one into the Secret',
    },
  ],
  'notification works again': [{ type: 'notification works again', target: 'on-call' }],
  'notification given up': [
    {
      type: 'notification given up',
      target: 'on-call',
      headline: 'user: over, nobody waits in vain for a node any more (told 5 min ago)',
    },
  ],
  'connections refused': [{ type: 'connections refused', port: 'https', because: sayRefusal('address', '10.4.1.7') }],
  'notifications held back': [{ type: 'notifications held back', target: 'on-call', perHour: 12 }],
  'notifications not kept': [
    { type: 'notifications not kept', because: 'could not patch configmaps/warmseats-state in hub: missing RBAC: …' },
  ],
}

const PROFILES: Record<ProfilesEvent['type'], readonly ProfilesEvent[]> = {
  'profiles read': [
    profilesOf('profiles: [{name: lab, user: [ada]}]\nsizes: [{name: Small, resources: {limits: {memory: 1Gi}}}]'),
    profilesOf('profiles: [{name: lab, users: [ada]}]'),
  ],
  admission: [
    admissionOf({ outcome: 'patched' }),
    admissionOf({
      outcome: 'patched',
      warnings: ['size: there is no size `Huge`, so the profiles’ own resources count'],
    }),
    admissionOf({ outcome: 'untouched', profiles: [] }),
    admissionOf({ outcome: 'refused', warnings: ['service spark: there is no ConfigMap spark-cluster-template'] }),
    admissionOf({ outcome: 'failed', user: '', profiles: [], warnings: ['no profile was applied: kind: must be Pod'] }),
  ],
  'certificate loaded': [{ type: 'certificate loaded', validUntilMs: at('2026-06-22T07:59:00Z') }],
  'certificate step': [
    { type: 'certificate step', step: { type: 'prepare', because: 'it expires soon' } },
    { type: 'certificate step', step: { type: 'promote' } },
  ],
  'certificate failed': [
    {
      type: 'certificate failed',
      step: { type: 'promote' },
      because: 'could not patch secrets/warmseats-certificate in hub: missing RBAC: …',
    },
  ],
  'profiles API failed': [{ type: 'profiles API failed', because: 'could not create tokenreviews: missing RBAC: …' }],
  'caller refused': [
    {
      type: 'caller refused',
      refused: { account: 'hub/default', address: '10.0.2.9', ...notAllowed({ namespace: 'hub', name: 'default' }) },
    },
  ],
  'service owner failed': [
    { type: 'service owner failed', because: 'could not patch configmaps in hub: missing RBAC: …' },
  ],
}

function profilesOf(text: string): ProfilesEvent {
  const metadata = { name: 'jupyter-singleuser-profiles', namespace: 'hub', uid: '1' }
  const configMap = profilesConfigMap({ metadata, data: { [PROFILES_KEY]: text } }, 'hub')
  return {
    type: 'profiles read',
    known: knownProfiles(configMap ? [configMap] : [], readProfileValues({}, 'values'), atHome()),
  }
}

function admissionOf(admission: Partial<Admission> & Pick<Admission, 'outcome'>): ProfilesEvent {
  const defaults = { namespace: 'hub', user: 'ada', profiles: ['everybody', 'lab'], warnings: [], tookMs: 1 }
  return { type: 'admission', admission: { ...defaults, ...admission } }
}

const because = `calendar (host calendar.example.edu): ${sayAnswer(404)}`
const HEALTHS: readonly (readonly [string, CalendarHealth])[] = [
  ['08:00', { at: 'good', readMs: at('08:00') }],
  ['08:10', { at: 'failing', sinceMs: at('08:10'), lastGoodMs: at('08:00'), because }],
  ['08:12', { at: 'good', readMs: at('08:12') }],
]

const sink = logListener(log, { hasOwnLevel: true })

const withVerdict = (step: Step, verdict: NamedVerdict): Step => ({
  ...step,
  decision: { ...step.decision, verdicts: [verdict] },
})

const VERDICTS: readonly NamedVerdict[] = [
  {
    ...{ pool: 'user', uid: 'midterm', title: 'Midterm', startMs: at('09:00'), announced: 230, came: 338, late: 42 },
    ...{ longestMs: 250_000, readyAtStart: 190, allReadyMs: 14 * MINUTE },
    cost: { paid: 24.6, used: 17.1, oracle: 19.8 },
    advice: { kind: 'write', students: 320 },
  },
  {
    ...{ pool: 'user', uid: 'lab', title: 'Lab', startMs: at('09:00'), announced: 30, came: 28, late: 0, longestMs: 0 },
    readyAtStart: 20,
  },
]

function decided(time: string, world: World): void {
  nowMs = at(time)
  sink.step(stepAt(time, world))
}

function done(time: string, action: Action, outcome: Outcome): void {
  nowMs = at(time)
  sink.outcome({ action, effect: outcome, tookMs: 1 })
}

function tellEvents(): void {
  nowMs = at('07:59')
  for (const event of Object.values(RUNTIME).flat()) sink.runtime(event)
  const tellProfiles = profilesLog(log, () => nowMs)
  for (const event of Object.values(PROFILES).flat()) tellProfiles(event)
}

function tellDecisions(): void {
  for (const [time, calendar] of HEALTHS) decided(time, { ...quiet, calendar })
  const typo = { ...quiet, events: [{ ...MIDTERM, asks: { usr: { students: 30 } } }] }
  const loud = { ...quiet, events: [{ ...MIDTERM, asks: { User: { students: 30 } } }] }
  const scenes = [
    ['08:14', loud],
    ['08:15', typo],
    ['08:16', quiet],
  ] as const
  for (const [time, world] of scenes) decided(time, world)
  decided('08:20', morning)
  nowMs = at('09:45')
  for (const verdict of VERDICTS) sink.step(withVerdict(stepAt('09:45', quiet), verdict))
  nowMs = at('08:25')
  sink.step(stepAt('08:25', quiet, { memory: { ...NO_MEMORY, boots: { user: boots(4.5, 5, 5.25, 6.5, 6) } } }))
  const annotations = { [PAUSE]: 'until 08:40', [AT_LEAST]: '2 until 08:40' }
  const managedFields = [annotatedByHand(PAUSE, at('08:29')), annotatedByHand(AT_LEAST, at('08:29'))]
  const paused = { ...quiet, deployments: stands({ annotations, managedFields }) }
  for (const time of ['08:30', '08:40']) decided(time, paused)
}

function tellUtilization(): void {
  nowMs = at('20:00')
  for (const world of [thin('recommend'), crowded('recommend')])
    sink.step({ ...stepAt('20:00', world), steering: steered('20:00', world) })
  const onNodes = [thin('act'), crowded('act')].flatMap(
    (world): readonly NodeAction[] => steered('20:00', world).actions,
  )
  for (const action of onNodes)
    for (const outcome of [OUTCOMES.done, OUTCOMES['dry run']]) done('20:00', action, outcome)
}

function tellOutcomes(): void {
  const heals = APPLIED.heal.map((world) => actionOf('08:50', world))
  const applied = Object.values(APPLIED).flatMap((worlds) => worlds.map((world) => actionOf('08:50', world)))
  const deleted = Object.values(DELETED).map((world) => actionOf('08:50', world))
  for (const outcome of Object.values(OUTCOMES))
    for (const action of outcome.at === 'held back'
      ? heals
      : [...applied, ...deleted, returned(), bufferGone(), stranded(), shielded])
      done('08:50', action, outcome)
  const [fall] = APPLIED.scale.map((world) => actionOf('08:50', world))
  if (fall) done('08:50', fall, { at: 'done', unordered: 'missing RBAC: …' })
}

// Everything that the sink knows, once before the tests read what it wrote.
tellEvents()
tellDecisions()
tellUtilization()
tellOutcomes()

// --- The catalogue ---------------------------------------------------------------------------------------------------

/** What a section of the catalogue says of its message. */
interface Entry {
  readonly levels: readonly string[]
  readonly fields: readonly string[]
  readonly example: Line
}

const sections = (text: string): [string, string][] =>
  text
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [name = '', ...body] = section.split('\n')
      return [name, body.join('\n').split(/^## /m)[0] ?? '']
    })

const entries = new Map<string, Entry>(
  sections(read(DOC)).map(([name, body]) => {
    const said = body.slice(0, body.indexOf('```'))
    const fields = [...(/^Fields: (.*?)\.$/ms.exec(said)?.[1] ?? '').matchAll(/`(\w+)`/g)]
    const levels = [...said.matchAll(/\*\*(trace|debug|info|warn|error|fatal)\*\*/g)]
    const example = JSON.parse(/```json\n(.*?)\n```/s.exec(body)?.[1] ?? '{}') as Line
    return [name, { levels: levels.map(([, one = '']) => one), fields: fields.map(([, one = '']) => one), example }]
  }),
)

/** The head of a section, down to its example, and the example. */
const EXAMPLE = /^(### (.+)\n(?:(?!##|```).*\n)*```json\n)(?:\{.*\n)?(?=```$)/gm

const ALWAYS = new Set(['level', 'time', 'msg'])
const fieldsOf = (line: object) => Object.keys(line).filter((name) => !ALWAYS.has(name))
const told = new Set(lines.map(({ msg }) => msg))
const sorted = (names: Iterable<string>) => [...new Set(names)].toSorted()

/**
 * The constant messages in a source: the literals of the last argument of each call of the logger, of tables in capitals
 * and of `return`. Comparisons are not told.
 */
function messagesIn(source: string): string[] {
  const tables = [...source.matchAll(/^const [A-Z_]+ = \{(.*?)^\}/gms)].map(([, body = '']) => body)
  const returned = [...source.matchAll(/\breturn ('.*')$/gm)].map(([, body = '']) => body)
  const calls = [...source.matchAll(/\blog(?:\.(?:trace|debug|info|warn|error|fatal)|\[level\])\(/g)].map((call) =>
    lastArgument(source.slice(call.index + call[0].length)),
  )
  return [...tables, ...returned, ...calls].flatMap((code) =>
    [...code.matchAll(/(=== )?'([^']+)'/g)].flatMap(([, compared, text = '']) => (compared ? [] : [text])),
  )
}

/** @param code what follows the opening parenthesis of a call */
function lastArgument(code: string): string {
  let [depth, from] = [0, 0]
  for (const { 0: mark, index } of code.matchAll(/'[^']*'|`[^`]*`|[()[\]{},]/g)) {
    if (mark === ',' && depth === 0 && code.slice(index + 1).trimStart()[0] !== ')') from = index + 1
    if (/^[([{]$/.test(mark)) depth += 1
    if (/^[)\]}]$/.test(mark)) depth -= 1
    if (depth < 0) return code.slice(from, index)
  }
  return code
}

const inSink = [
  'src/domain/act/action-message.ts',
  'src/sinks/log-runtime.ts',
  'src/sinks/log-outcome.ts',
  'src/sinks/log-decision.ts',
  'src/sinks/log-utilization.ts',
  'src/sinks/profiles-log.ts',
].flatMap((file) => messagesIn(read(file)))
const inRun = ['run', 'last-words', 'listeners'].flatMap((name) => messagesIn(read(`src/commands/run/${name}.ts`)))

describe(DOC, () => {
  it('has every message of the sources, and no other', () => {
    assert.ok(inSink.length > 20 && inRun.length > 0)
    assert.deepEqual(sorted(entries.keys()), sorted([...inSink, ...inRun, ...told]))
  })

  it('is checked against every message of the sink: the scenes above tell each', () => {
    assert.deepEqual(
      inSink.filter((message) => !told.has(message)),
      [],
    )
  })

  it('shows of each a line that the product wrote', () => {
    const firsts = new Map(lines.toReversed().map((line) => [line.msg, JSON.stringify(line)]))
    keeps(DOC, (text) =>
      text.replaceAll(EXAMPLE, (whole, head: string, name: string) =>
        firsts.has(name) ? `${head}${firsts.get(name)}\n` : whole,
      ),
    )
  })

  for (const message of told)
    it(`says level and fields of «${message}»`, () => {
      const written = lines.filter(({ msg }) => msg === message)
      const entry = entries.get(message)
      assert.ok(entry)
      assert.deepEqual(sorted(entry.levels), sorted(written.map(({ level }) => level)))
      assert.deepEqual(sorted(entry.fields), sorted(written.flatMap(fieldsOf)))
    })

  for (const message of inRun)
    it(`says level and fields of «${message}», as its example does`, () => {
      const entry = entries.get(message)
      assert.ok(entry)
      assert.deepEqual([entry.example.msg, entry.levels], [message, [entry.example.level]])
      assert.deepEqual(sorted(entry.fields), sorted(fieldsOf(entry.example)))
    })

  it('says what every field means', () => {
    const meanings = /^## Fields\n(.*)/ms.exec(read(DOC))?.[1] ?? ''
    const explained = [...meanings.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = '']) => name)
    assert.deepEqual(sorted(explained), sorted([...ALWAYS, ...[...entries.values()].flatMap(({ fields }) => fields)]))
  })
})
