/** The import law of CONTRIBUTING.md, and the sizes that keep the house readable. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, it } from 'node:test'
import {
  ambientBreaches,
  IS_SOURCE,
  importBreaches,
  mapBreaches,
  type RoomMap,
  subscriptionsIn,
  treeOf,
} from './architecture/law.ts'
import { pathBreaches } from './architecture/paths.ts'

/**
 * The product, bottom-up: each room with all that it may import, rooms and packages. What is pure comes first, what touches
 * the world next, who wires them last. A row names only rooms above it; a new one is a decision about the product.
 */
const MAP: RoomMap = {
  // ── The domain: pure ────────────────────────────────────────────────────────────────────────────────────────────
  // Words that everybody uses: an instant, a duration, a problem.
  'src/domain': 'ipaddr.js js-yaml leven luxon zod',
  // What the scheduler counts.
  'src/domain/scheduling': 'src/domain',

  // From ICS text to occurrences, and what their descriptions ask for.
  'src/domain/calendar/text': 'src/domain',
  'src/domain/calendar': 'src/domain/{.,calendar/text,scheduling} zod',
  'src/domain/calendar/description/words': 'src/domain/calendar leven',
  'src/domain/calendar/description':
    'src/domain/{.,calendar,calendar/text,scheduling} src/domain/calendar/description/words',
  'src/domain/calendar/rules': 'src/domain/{.,calendar,calendar/text} rrule-temporal',
  'src/domain/calendar/zones': 'src/domain/{.,calendar} src/domain/calendar/{rules,text} luxon node-ical',
  'src/domain/calendar/occurrences':
    'src/domain/{.,calendar,scheduling} src/domain/calendar/{description,rules,text,zones}',

  // Tables of exams, as spreadsheets write them.
  'src/domain/timetable':
    'src/domain/{.,calendar} src/domain/calendar/{description,text} src/domain/calendar/description/words csv-parse',

  // Images by name: what pods have nodes pull, and what the kubelet says of that.
  'src/domain/images': 'src/domain/{.,scheduling}',

  // The config, and the cluster as decisions read it.
  'src/domain/settings': 'src/domain/{.,calendar,images,scheduling}',
  'src/domain/cluster': 'src/domain/{.,images,scheduling,settings} luxon',

  // Room that the autoscaler keeps without pods.
  'src/domain/buffer': 'src/domain/{.,cluster,scheduling,settings}',
  // Objects of others whose count is lent to us, and what holds a pool's room.
  'src/domain/lent': 'src/domain/{.,buffer,cluster,scheduling,settings}',

  // What is asked for and when; what is there; what is wanted; and the one room that puts the three together.
  'src/domain/demand': 'src/domain/{.,calendar,calendar/text,cluster,scheduling,settings}',
  'src/domain/room': 'src/domain/{.,cluster,demand,images,scheduling,settings} js-yaml',
  'src/domain/target': 'src/domain/{.,buffer,lent,calendar,cluster,demand,room,scheduling,settings}',
  // Who comes: a rule on counts of people, beside what events announce.
  'src/domain/forecast': 'src/domain/{.,calendar,cluster,demand,settings} luxon',
  // What people's servers run, and so what placeholders bring to their nodes.
  'src/domain/carried': 'src/domain/{.,cluster,demand,forecast,images,settings}',
  'src/domain/fit': 'src/domain/{.,calendar,cluster,demand,room,scheduling,settings,target} luxon',
  // What a hub says of its servers, and what it lets people have.
  'src/domain/hub': 'src/domain/{.,calendar,cluster,demand,fit,forecast,room,settings,target} zod',
  // What became of each class, and what would have helped.
  'src/domain/verdict': 'src/domain/{.,calendar,cluster,demand,fit,forecast,room,scheduling,settings} luxon',
  // What pools were like in the last day: it is shown, and nothing is decided by it.
  'src/domain/history': 'src/domain/{.,cluster} zod',
  'src/domain/decide':
    'src/domain/{.,lent,calendar,carried,cluster,demand,fit,forecast,history,hub,images,room,scheduling,settings,target,verdict} zod',
  // What is remembered of who comes, as people are shown it.
  'src/domain/known': 'src/domain/{.,calendar,demand,forecast,settings}',
  // What an event would do that is not in a calendar yet: read as one, beside all that was decided on.
  'src/domain/trial':
    'src/domain/{.,calendar,decide,demand,fit,forecast,settings} src/domain/calendar/{occurrences,text}',

  // What is said of each class to who asked for it.
  'src/domain/answers': 'src/domain/{.,calendar,decide,demand,fit,settings,verdict} luxon',

  // Which nodes to give back; and whom that regards: who sits in an exam, who finds no place.
  'src/domain/utilization/people': 'src/domain/{.,cluster,decide,demand,scheduling}',
  'src/domain/utilization':
    'src/domain/{.,lent,cluster,decide,demand,room,scheduling,settings} src/domain/utilization/people',

  // What a user's pod gets, and the certificates of the webhook that gives it.
  'src/domain/certificates': 'src/domain',
  // A user's name in names of objects: a hash that nobody can aim at.
  'src/domain/profiles': 'src/domain/{.,scheduling} zod node:crypto',
  'src/domain/profiles/reading': 'src/domain/{.,images,profiles,scheduling} js-yaml json-p3 leven zod',
  // What authors of ConfigMaps may have of it, by the values.
  'src/domain/profiles/reach': 'src/domain/{.,images,settings} src/domain/profiles/{.,reading} js-yaml',
  'src/domain/profiles/pod': 'src/domain/{.,profiles,profiles/reading,room,scheduling} rfc6902 zod',
  'src/domain/profiles/merging': 'src/domain/{.,scheduling} src/domain/profiles/{.,pod,reading}',
  'src/domain/profiles/applying': 'src/domain/{.,scheduling,settings} src/domain/profiles/{.,merging,pod,reading} zod',
  'src/domain/profiles/services': 'src/domain/{.,scheduling} src/domain/profiles/{.,merging,pod,reading} json-p3',
  'src/domain/profiles/choosing':
    'src/domain/{.,cluster,room,scheduling} src/domain/profiles/{.,applying,merging,pod,reading}',
  'src/domain/profiles/known': 'src/domain/{.,certificates} src/domain/profiles/{.,merging,reach,reading}',

  // What is written, who is told of it, and what people are shown of everything.
  'src/domain/act':
    'src/domain/{.,buffer,lent,cluster,decide,images,profiles/known,room,scheduling,settings,utilization}',
  // What is told as Events of it.
  'src/domain/notices': 'src/domain/{.,buffer,lent,act,calendar,cluster,decide,fit,verdict}',
  // Who waits, why, until when, and what can be done about it.
  'src/domain/snapshot/waiting': 'src/domain/**',
  'src/domain/snapshot': 'src/domain/**',
  // What people are told who look at no page, and what they have been told already.
  'src/domain/notify': 'src/domain/{.,act,demand,settings,snapshot,snapshot/waiting,verdict} zod',
  // What is counted of it all: numbers with few labels, and nobody's name.
  'src/domain/figures': 'src/domain/**',
  // What would keep a cluster from being served, as the rooms above judge it.
  'src/domain/doctor':
    'src/domain/{.,buffer,lent,calendar,cluster,decide,demand,fit,profiles,room,scheduling,settings,target} js-yaml',
  'src/domain/doctor/hub': 'src/domain/{.,doctor,settings}',
  'src/domain/doctor/schedulers': 'src/domain/{.,cluster,doctor,scheduling,settings} js-yaml',

  // ── What is drawn and printed ──────────────────────────────────────────────────────────────────────────────────
  'src/markup': '',
  // Where text goes out: nothing in it steers a terminal.
  'src/terminal': 'string-width node:util',
  'src/charts': 'src/markup src/domain d3-scale d3-shape luxon',

  // ── Clients: the API, and the config in its file ───────────────────────────────────────────────────────────────
  // Where connections may go.
  'src/network': 'node:net',
  'src/kubernetes': `src/domain/{.,certificates,scheduling}
    @kubernetes/client-node js-yaml undici node:{crypto,fs,https,net,os,path,timers}`,
  // What of the values is of a hub; its blocks are given to it.
  'src/config/hub': 'src/domain src/domain/settings zod',
  'src/config': 'src/config/hub src/domain/** js-yaml zod node:{fs,path}',

  // ── Streams: rxjs around the domain ────────────────────────────────────────────────────────────────────────────
  'streams/operators': 'src/domain rxjs node:{fs,path}',
  'streams/watch': 'src/domain src/kubernetes streams/operators rxjs',
  // A thread with limits, for what strangers wrote.
  'streams/threads': 'rxjs node:worker_threads',
  'streams/calendar':
    'src/domain src/domain/calendar/** src/network streams/{operators,threads} luxon rxjs undici node:{dns,fs,http,net,path,timers,url,worker_threads}',
  // The hub's REST API, with the manners that calendars are read with.
  'streams/hub': 'src/domain src/domain/{hub,settings} streams/{calendar,operators} rxjs node:{fs,http,path}',
  'streams/sources':
    'src/domain/** src/{config,kubernetes} streams/{calendar,operators,watch} rxjs node:{crypto,fs,util,zlib}',
  // Where its objects are, as the API has paths.
  'streams/profiles': 'src/domain/** src/kubernetes streams/{operators,sources,watch} rxjs',
  // Templates of services, and what they return.
  'streams/services':
    'src/domain src/domain/profiles/services streams/threads minijinja-js rxjs node:{fs,worker_threads}',
  'streams/act': 'src/domain/** streams/operators rxjs',
  'streams/notify': 'src/domain/** streams/operators rxjs',
  // The loop itself.
  streams: 'src/domain/** streams/{act,operators,sources,watch} rxjs',

  // ── Effects, and what is served ────────────────────────────────────────────────────────────────────────────────
  'src/sinks/node-groups': 'src/domain/** src/kubernetes',
  'src/sinks/node-groups/gce': 'src/domain/** src/sinks/node-groups google-auth-library node:{crypto,timers}',
  'src/sinks': 'src/domain/** src/kubernetes src/sinks/node-groups/** @peculiar/x509 pino reflect-metadata node:crypto',
  'src/sinks/events': 'src/domain/** src/kubernetes src/sinks node:crypto',
  // One file for each wire: chats, mail, JSON. Types of the first two come from their makers, and cost nothing at work.
  'src/sinks/notify':
    'src/domain/** src/{kubernetes,network} @microsoft/teams.cards @slack/types nodemailer undici node:{crypto,dns,fs,http,net,path}',
  'src/sinks/services': 'src/domain/** src/kubernetes src/sinks/{.,events} node:timers',
  'src/server/metrics': 'src/domain/** prom-client',
  // Who may stay connected to both ports.
  'src/server/connections': 'src/domain src/server/metrics fastify prom-client node:{http,net}',
  'src/server': 'src/domain/** src/server/connections fastify prom-client',
  // A pool's last day and coming week.
  'src/server/page/picture': 'src/domain/** src/{charts,markup}',
  'src/server/page':
    'src/domain/** src/{charts,markup,server} src/server/{connections,page/picture} fastify luxon node:{crypto,http}',
  'src/server/feed': 'src/domain/answers fastify ical-generator node:{crypto,fs}',
  // In the page's look, with the plan that the commands draw.
  'src/server/try': 'src/domain/** src/{charts,markup} src/server/page fastify luxon',
  'src/server/profiles':
    'src/domain/** src/kubernetes src/server/{.,connections,metrics} fastify jose prom-client zod node:{crypto,https}',

  // ── Composition roots: the same loop on other ends ─────────────────────────────────────────────────────────────
  // A cluster in memory on a virtual clock.
  'src/simulation/cluster': 'src/domain/** streams/watch rxjs',
  'src/simulation/actors': 'src/domain/** src/simulation/cluster streams/{calendar,sources} rxjs',
  'src/simulation/tally': 'src/domain/** src/simulation/cluster rxjs',
  'src/simulation/policies': 'src/domain/** src/simulation/{actors,cluster} rxjs',
  // Made, not recorded: fourteen weeks of a campus.
  'src/simulation/semester': 'src/domain src/simulation/cluster luxon',
  'src/simulation/scenario': 'src/config src/domain/** src/simulation/{actors,cluster} js-yaml luxon zod',
  'src/simulation/product': 'src/domain/** src/simulation/{actors,cluster,scenario} streams/** rxjs',
  'src/simulation':
    'src/domain/** src/simulation/{actors,cluster,policies,product,scenario,tally} streams rxjs node:timers',
  'src/simulation/report/drawing': 'src/domain/** src/{charts,markup} src/simulation/{.,scenario,tally} luxon',
  'src/simulation/report':
    'src/terminal src/domain/** src/{charts,markup} src/simulation/{.,cluster,policies,scenario,tally,report/drawing} luxon',
  // User-dummies on a real cluster.
  'src/rehearsal': 'src/domain/** src/kubernetes streams/{operators,watch} rxjs',
  // The life of a real cluster, as a scenario tells it.
  'src/recording': 'src/domain/** src/simulation/scenario streams/watch js-yaml rxjs',
  // The commands. The one that runs for months wires no simulation.
  'src/commands':
    'src/terminal src/domain/** src/{config,kubernetes,sinks} src/simulation/** streams/** luxon rxjs node:{crypto,fs,path,timers}',
  'src/commands/cluster': 'src/commands src/domain/** src/kubernetes streams/{calendar,sources}',
  'src/commands/explain': 'src/commands/{.,cluster} src/domain/** streams/calendar',
  'src/commands/doctor':
    'src/commands/{.,cluster} src/config src/domain/** src/kubernetes streams/{calendar,hub} rxjs node:{fs,os,path}',
  'src/commands/status': 'src/terminal src/commands/{.,cluster} src/domain src/kubernetes zod',
  'src/commands/forecast': 'src/terminal src/commands/{.,cluster} src/domain/** src/kubernetes streams/calendar luxon',
  'src/commands/give-back': 'src/commands/{.,cluster} src/{config,kubernetes,sinks} src/domain/** node:timers',
  'src/commands/hold': 'src/commands/{.,cluster,explain} src/domain/** src/kubernetes luxon',
  'src/commands/run': `src/terminal src/commands src/domain/** src/{config,kubernetes} src/{server,sinks}/** streams/**
    fastify package.json pino pino-pretty prom-client rxjs`,
  'src/commands/scale':
    'src/terminal src/commands/{.,cluster} src/domain/** src/{config,kubernetes,sinks} streams/** rxjs node:readline',
  'src/commands/plan': 'src/terminal src/{charts,markup} src/commands/{.,cluster} src/domain/** streams/calendar luxon',
  'src/commands/import': 'src/commands src/domain/** ical-generator js-yaml luxon node:{crypto,fs}',
  'src/commands/profiles': 'src/terminal src/commands src/domain/** js-yaml',
  'src/commands/demo': 'src/terminal src/commands src/domain/** src/simulation/** rxjs node:{fs,os,path,timers,util}',
  'src/commands/rehearse':
    'src/commands src/config src/domain/** src/kubernetes src/rehearsal streams/{operators,watch} rxjs node:crypto',
  'src/commands/pull': 'src/commands/{.,cluster} src/domain/** src/kubernetes src/rehearsal node:crypto',
  // The demonstration in eight steps: a hold, a rehearsal, and a person who is asked as before scaling.
  'src/commands/eight-steps': 'src/commands/{.,cluster,hold,rehearse,scale} src/domain/** src/kubernetes src/rehearsal',
  'src/commands/record':
    'src/commands/{.,cluster} src/config src/domain/** src/recording streams/{operators,watch} rxjs node:{fs,path,util}',
  // Their names and options.
  'src/commands/groups': 'src/terminal src/commands/** src/config src/domain commander rxjs node:{os,path,timers,util}',
  src: 'src/terminal src/commands/groups commander package.json node:{child_process,fs,path,url,util}',
  // The program as one file.
  'src/bundle': 'src streams/{calendar,services} esbuild node:{fs,module,path,util,worker_threads}',
}

/** What the pure rooms may use of the engine: what computes, and neither waits, reads, writes nor draws lots. */
const COMPUTES = [
  ...['Array', 'BigInt', 'Boolean', 'Error', 'Infinity', 'JSON', 'Map', 'Math.*', 'Number', 'Object', 'RegExp', 'Set'],
  ...['String', 'Symbol', 'TextDecoder', 'TextEncoder', 'Uint8Array', 'WeakMap', 'undefined'],
  // It parses a text; and the time zones that the engine knows.
  ...['Date.parse', 'Intl.DateTimeFormat'],
]
/** Bytes, addresses and promises, where a thread's file is; a die only as a default, so that a test can load it. */
const WAITS = [
  'AbortController',
  'AbortSignal',
  'Buffer',
  'Float64Array',
  'Promise',
  'URL',
  'decodeURIComponent',
  'import.meta',
  'Math.random',
]

const CLOCKS = ['DateTime.now', 'DateTime.local', 'DateTime.utc', 'Temporal.Now', 'Settings.now']

const PURE = { may: new Set(COMPUTES), never: new Set(['Math.random', ...CLOCKS]) }
const TIMELESS = { may: new Set([...COMPUTES, ...WAITS]), never: new Set(CLOCKS) }

/** Composition roots, and the one index that lives as long as the cluster in memory. Each listens once. */
const LISTEN = [
  'src/commands/demo/pace.ts: 1',
  'src/commands/doctor/hub-api.ts: 1',
  'src/commands/read-calendars.ts: 1',
  'src/commands/record/record.ts: 1',
  'src/commands/rehearse/rehearse.ts: 1',
  'src/commands/run/run.ts: 1',
  'src/commands/scale/observe.ts: 1',
  'src/simulation/cluster/roster.ts: 1',
  'src/simulation/played.ts: 1',
  // What is packed in turns becomes a promise for the write.
  // A request's service becomes a promise for its answer.
  'streams/services/thread.ts: 1',
  'streams/sources/calendar-store.ts: 1',
]

/** Who else has the streams of the process in hand. What strangers wrote goes out through `src/terminal`, and only there. */
const PRINT = [
  // Before anything of ours can be loaded, or while it is built.
  'src/bundle/build.ts',
  // A reader that has seen enough.
  'src/cli.ts',
  // A terminal that is drawn on: what it is given is as `src/terminal` shows it, and of the demo all texts are ours.
  'src/commands/groups/rehearse.ts',
  'src/commands/groups/status.ts',
  'src/commands/scale/at-terminal.ts',
  'src/terminal/outlet.ts',
  'src/terminal/paint.ts',
  'src/warmseats.mjs',
]

/** Where values become a part of a path. */
const API_PATHS = 'src/kubernetes/api-path.ts'

const MAX_FILES = 25
const MAX_LINES = 200

const ROOT = join(import.meta.dirname, '..')

const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)))

const texts = new Map(
  ['src', 'streams']
    .flatMap(filesIn)
    .filter((path) => IS_SOURCE.test(path))
    .map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]),
)
const tree = treeOf(texts)

const none = (breaches: readonly string[]) =>
  assert.ok(
    breaches.length === 0,
    `\n${breaches.join('\n')}\nThe import law is in CONTRIBUTING.md, its map in test/architecture.test.ts.`,
  )

describe('the import law', () => {
  it('the map is of the rooms that there are, and has no circle', () => none(mapBreaches(MAP, tree)))
  it('each room imports only what its row names', () => none(importBreaches(MAP, tree)))
  for (const top of ['src/domain', 'src/simulation'])
    it(`${top} neither reads a clock, nor waits, nor draws lots`, () => none(ambientBreaches(top, PURE, tree)))
  it('streams read no clock: the scheduler is an argument', () => none(ambientBreaches('streams', TIMELESS, tree)))
  it('nobody prints past the one place where text goes out', () => {
    const prints = [...texts].filter(([, text]) =>
      /^(?!\s*(?:\/?\*|\/\/)).*\b(?:process\.(?:stdout|stderr)|console\.\w+)\b/m.test(text),
    )
    assert.deepEqual(prints.map(([path]) => path).toSorted(), PRINT)
  })
  it('paths of the Kubernetes API are made of values in one place', () =>
    none([...texts].flatMap(([path, text]) => (path === API_PATHS ? [] : pathBreaches(path, text)))))
  it('composition roots listen once, and nobody else', () => assert.deepEqual(subscriptionsIn(tree), LISTEN))
})

describe('sizes', () => {
  it(`no folder has more than ${MAX_FILES} files`, () => {
    const folders = Map.groupBy(['src', 'streams', 'test'].flatMap(filesIn), (path) => join(path, '..'))
    const full = [...folders].filter(([, { length }]) => length > MAX_FILES)
    none(full.map(([folder, { length }]) => `${folder}: ${length} files; it holds more than one thing`))
  })
  it(`no source has more than ${MAX_LINES} lines`, () => {
    const lengths = [...texts].map(([path, text]) => [path, text.trimEnd().split('\n').length] as const)
    const long = lengths.filter(([, length]) => length > MAX_LINES)
    none(long.map(([path, length]) => `${path}: ${length} lines; it holds more than one concept`))
  })
})
