import { loadConfig, MAX_LENGTH } from '../../../src/config/load.ts'
import { type Grammar, list, long, MB, times } from './grammar.ts'
import { inOne } from './in-one.ts'
import { anchors } from './yaml.ts'

const KNOBS = {
  ...{ pools: 2, poolName: 4, labels: 1, resources: 2, tolerations: 1, selector: 1, namespaces: 1 },
  ...{ calendars: 1, calendarPools: 1, schedule: 1, asks: 1, exdates: 0, rule: 0, rules: 0, duration: 2, quantity: 3 },
  ...{ groups: 0, images: 0, unknown: 0, wrong: 0, aliases: 0, merges: 0, laughs: 0, depth: 0, text: 8, comments: 1 },
  ...{ documents: 0, tags: 0, blankLines: 0, classes: 1, stars: 1 },
} as const

type Config = Readonly<Record<keyof typeof KNOBS, number>>

/** The config, as it stands in a ConfigMap. */
export const configGrammar: Grammar = {
  name: 'config',
  knobs: KNOBS,
  mostBytes: MAX_LENGTH,
  keptBytes: 2 * MB,
  // Only who may change the release writes it, and it is read once for each change: what is no longer takes 50 to 90 ms.
  patience: 2,
  make: (sizes, text, random) => {
    const config = sizes as Config
    text.add(long('\n', config.blankLines))
    text.times(config.comments, () => '# of the hub\n')
    text.add(anchors(config))
    text.add('nodePools:\n')
    text.times(config.pools, (n) => poolOf(n, config))
    text.add('classes:\n')
    text.times(config.classes, (n) => `  c${n}: {image: "${long('*a', config.stars)}"}\n`)
    text.add('calendars:\n')
    text.times(
      config.calendars,
      (n) => `  - {name: c${n}, url: file:///c${n}, pools: [${list(config.calendarPools, (at) => `p${at}`)}]}\n`,
    )
    text.add('schedule:\n')
    text.times(config.schedule, (n) => eventOf(n, config))
    text.add(
      `userPods: {labelSelector: "${list(config.selector, (n) => `k${n}=v`)}", namespaces: [${list(config.namespaces, (n) => `n${n}`)}]}\n`,
    )
    text.add(
      `utilization: {gce: {groups: [${list(config.groups, (n) => `{pool: p${n}, project: a, zone: b, name: c}`)}]}}\n`,
    )
    text.add(`profiles: {images: [${list(config.images, (n) => `{image: i${n}}`)}]}\n`)
    text.add(`placeholder: {image: "${long(random.pick(['x', ' ', '\\n', 'ü']), config.text)}"}\n`)
    text.times(config.unknown, (n) => `unknown${n}: 1\n`)
    text.add(`deep: ${long('[', config.depth)}${long(']', config.depth)}\n`)
    text.times(config.tags, (n) => `t${n}: !t${n} 1\n`)
    text.times(config.documents, () => '---\n{}\n')
  },
  read: (text) =>
    inOne(
      () => loadConfig(text),
      ({ at }) => (at === 'good' ? 'good' : 'refused'),
    ),
}

const poolOf = (
  n: number,
  { poolName, labels, resources, quantity, tolerations, duration, wrong, merges }: Config,
): string =>
  [
    `  p${n}${long('p', Math.max(0, poolName - 4))}:`,
    ...(merges > 0 ? [`    <<: [${list(merges, () => '*a')}]`] : []),
    `    nodeSelector: {${list(labels, (at) => `l${at}: v`)}}`,
    `    resources: {requests: {${list(resources, (at) => `${at === 0 ? 'memory' : `x.org/r${at}`}: "${long('9', quantity)}"`)}}}`,
    `    tolerations: [${list(tolerations, (at) => `{key: k${at}, operator: Exists}`)}]`,
    `    trailTime: "${times(duration / 2, () => '1s')}"`,
    `${times(wrong, (at) => `    bad${at}: {a: 1}\n`)}    replicas: 1\n`,
  ].join('\n')

const eventOf = (n: number, { asks, exdates, rule, rules }: Config): string =>
  [
    `  - name: e${n}`,
    '    start: 2026-03-24T09:00',
    '    duration: 1h',
    ...(rule > 0 ? [`    rrule: FREQ=YEARLY;BYYEARDAY=${list(rule / 4, (at) => `${1 + (at % 366)}`)}`] : []),
    ...(rules > 0 ? [`    rrule: "${times(rules, () => 'FREQ=DAILY;COUNT=3;')}"`] : []),
    `    exdates: [${list(exdates, (at) => `2026-03-${10 + (at % 20)}`)}]`,
    `    pools: {${list(asks, (at) => `p${at}: 2`)}}\n`,
  ].join('\n')
