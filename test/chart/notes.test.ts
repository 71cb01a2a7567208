import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it, suite } from 'node:test'
import { pathToFileURL } from 'node:url'
import { run } from '../cluster/run.ts'
import { HELMS, type HelmVersion, notes, render, skipWithoutHelm, temporaryFolder } from './helm.ts'

const POOLS = {
  user: { nodeSelector: { 'hub.jupyter.org/pool-name': 'user-pool' }, replicas: 1 },
  gpu: { nodeSelector: { 'hub.jupyter.org/pool-name': 'gpu-pool' } },
}
const CALENDAR = { calendarUrl: 'https://calendar.example.edu/a.ics?x=1#y' }

/** Two files with the same calendar; the name of one would be taken apart by a shell. */
const CALENDAR_FILE = join(temporaryFolder(), 'a.ics')
const QUOTED_FILE = join(temporaryFolder(), `it's "$(a)" class.ics`)
for (const path of [CALENDAR_FILE, QUOTED_FILE])
  writeFileSync(
    path,
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//warmseats//test//EN',
      'BEGIN:VEVENT',
      'UID:every-day',
      'DTSTAMP:20260101T000000Z',
      'DTSTART:20260101T080000Z',
      'DTEND:20260101T100000Z',
      'RRULE:FREQ=DAILY',
      'SUMMARY:Every day',
      'DESCRIPTION:user: 2',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  )

/** Runs what the notes tell a person to run, with a kubectl that plays a cluster, and the program for its image. */
async function preview(helm: HelmVersion, values: object): Promise<{ said: string; asked: readonly string[] }> {
  const folder = temporaryFolder()
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  const tool = (name: string, script: string) =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  writeFileSync(join(folder, 'rendered.yaml'), (await render(helm, { values })).config)
  tool(
    'kubectl',
    `echo "$*" >> '${folder}/asked'
case "$*" in
  *" exec "*) while [ "$1" != -- ]; do shift; done; shift; exec "$@" ;;
  *jsonpath*) cat '${folder}/rendered.yaml' ;;
  *configmap*) echo '{"kind":"ConfigMap","metadata":{"name":"hub-warmseats-state"},"data":{}}' ;;
  *) echo '{"kind":"List","items":[]}' ;;
esac`,
  )
  tool('docker', `while [ "$1" != explain ]; do shift; done; exec '${process.execPath}' '${CLI}' "$@"`)
  const commands = /\n {4}kubectl get nodes[\s\S]*?--at \S+\n/.exec(await notes(helm, { values }))?.[0] ?? ''
  const script = `set -eu\ncd '${folder}'\n${commands}`
  const said = await run('sh', ['-c', script], { env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } })
  return { said, asked: readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n') }
}

const CLI = join(import.meta.dirname, '../../src/cli.ts')
const skip = await skipWithoutHelm()

for (const helm of HELMS)
  suite(`helm ${helm}: the notes after installing`, { skip }, () => {
    it('what was installed, and which pools have no limit of their own', async () => {
      const [first, ...lines] = (await notes(helm, { values: { ...CALENDAR, nodePools: POOLS } })).split('\n')
      assert.equal(first, 'Warmseats 0.1.0 is installed in namespace jhub:')
      assert.deepEqual(lines.slice(0, 8), [
        '  controller    deployment/hub-warmseats, replicas: 2 (one acts, the others stand by)',
        '  config        configmap/hub-warmseats, a change counts without a restart',
        '  placeholders  deployment/<pool>-placeholder, priority hub-warmseats-placeholder',
        "  network       networkpolicy/hub-warmseats, where the cluster enforces it: users' servers do not come in",
        '  pools         gpu, user',
        '  at most       what fits on 100 nodes, or on twice those that users ever filled: gpu, user. A class that needs more',
        '                is a problem a week before; where more is meant, write nodePools.<pool>.maxPlaceholders',
        '',
      ])
    })

    it('of pools that say how many placeholders they get at most, nothing', async () => {
      const of = async (user: number | 'auto', gpu: number) => {
        const nodePools = {
          user: { ...POOLS.user, maxPlaceholders: user },
          gpu: { ...POOLS.gpu, maxPlaceholders: gpu },
        }
        return /filled: (.*)\. A class/.exec(await notes(helm, { values: { ...CALENDAR, nodePools } }))?.[1]
      }
      assert.equal(await of('auto', 0), 'user')
      assert.equal(await of(12, 0), undefined)
    })

    it('an event to copy', async () => {
      const said = await notes(helm, { values: { ...CALENDAR, nodePools: POOLS } })
      assert.match(said, /description[\s\S]*\n\n {4}gpu: {students: 120}\n\n/)
      assert.doesNotMatch(said, /WARNING/)
    })

    it('an event that names no pool, where it need not', async () => {
      for (const values of [{ nodePools: { user: POOLS.user } }, { nodePools: POOLS, defaultPool: 'user' }])
        assert.match(await notes(helm, { values: { ...CALENDAR, ...values } }), /\n\n {4}students: 120\n\n/)
    })

    it('the commands that preview it work as they stand', async () => {
      const values = { calendarUrl: `file://${CALENDAR_FILE}`, nodePools: POOLS }
      const { said, asked } = await preview(helm, values)
      assert.deepEqual(
        asked.map((line) => line.replace(/'[^']*'/, '…')),
        [
          'get nodes -o json',
          'get pods --all-namespaces -o json',
          '-n jhub get deployments -o json --show-managed-fields',
          '-n jhub get configmap hub-warmseats-state -o json',
          '-n jhub get configmap hub-warmseats -o jsonpath={.data.config\\.yaml}',
          `-n jhub exec deployment/hub-warmseats -- cat ${CALENDAR_FILE}`,
        ],
      )
      assert.match(said, /user[\s\S]*Every day/)
    })

    it('also where the name of the file is nothing for a shell', async () => {
      for (const calendarUrl of [`file://${QUOTED_FILE}`, pathToFileURL(QUOTED_FILE).href, ` ${QUOTED_FILE}`]) {
        const { said } = await preview(helm, { calendarUrl, nodePools: POOLS })
        assert.match(said, /user[\s\S]*Every day/, calendarUrl)
      }
    })

    it('an address that lacks something is no file, and is not printed', async () => {
      for (const calendarUrl of [
        'HTTPS://calendar.example.edu/s3cret.ics',
        'file://calendar.example.edu/s3cret.ics',
        'file:///100%/s3cret.ics',
        '/feed.ics?token=s3cret',
      ]) {
        const said = await notes(helm, { values: { calendarUrl, nodePools: POOLS } })
        assert.ok(!said.includes('s3cret'), calendarUrl)
        assert.match(said, /\n +--calendar "\$\(sed -n /)
      }
    })

    it('the calendar’s address is not printed: logs of pipelines keep the notes', async () => {
      const said = await notes(helm, { values: { ...CALENDAR, nodePools: POOLS } })
      assert.ok(!said.includes('calendar.example.edu'))
      assert.match(said, /\n +--calendar "\$\(sed -n 's\/\^calendarUrl: \/\/p' config\.yaml\)" \\\n +--at /)
      const { config } = await render(helm, { values: { ...CALENDAR, nodePools: POOLS } })
      assert.match(config, /^calendarUrl: https:\/\/calendar\.example\.edu\/a\.ics\?x=1#y$/m)
    })

    it('an address that lies in a Secret is taken from there', async () => {
      const values = { calendarUrlSecret: { name: 'calendar', key: 'my.url' }, nodePools: POOLS }
      assert.match(
        await notes(helm, { values }),
        /\n +--calendar "\$\(kubectl -n jhub get secret calendar -o go-template='\{\{index \.data "my\.url" \| base64decode\}\}'\)" \\\n +--at /,
      )
    })

    it('how to open the status page', async () => {
      const said = await notes(helm, { values: { ...CALENDAR, nodePools: POOLS } })
      assert.match(
        said,
        /http:\/\/localhost:8080\/.*\n\n {4}kubectl -n jhub port-forward deployment\/hub-warmseats 8080:8080\n/,
      )
    })

    it('where the log is', async () => {
      const said = await notes(helm, { values: { ...CALENDAR, nodePools: POOLS } })
      const labels = 'app.kubernetes.io/name=warmseats,app.kubernetes.io/instance=hub'
      assert.ok(said.includes(`\n    kubectl -n jhub logs -f --prefix -l ${labels}`))
    })

    it('without pools: what to write next', async () => {
      const said = await notes(helm)
      assert.match(said, /There are no pools yet/)
      assert.match(
        said,
        /\n {4}nodePools:\n {6}user:\n {8}nodeSelector:\n {10}hub\.jupyter\.org\/pool-name: user-pool\n/,
      )
      assert.doesNotMatch(said, /docker run/)
    })

    it('without a calendar: that there is none', async () => {
      assert.match(await notes(helm, { values: { nodePools: POOLS } }), /There is no calendar yet/)
    })

    it('what hardly has the effect that was meant', async () => {
      const values = {
        ...CALENDAR,
        memoryThreshold: 35,
        global: {},
        enabled: true,
        dryRun: true,
        replicaCount: 0,
        priorityClass: { value: -11 },
        nodePools: { user: { ...POOLS.user, cpuThreshold: 20 } },
      }
      const said = await notes(helm, { values })
      assert.deepEqual(said.slice(said.indexOf('WARNING')).trim().split('\n'), [
        'WARNING',
        '  memoryThreshold: 35 is read as 35 %; write 0.35.',
        '  nodePools.user.cpuThreshold: 20 is read as 20 %; write 0.2.',
        '  priorityClass.value: below -10 (-11) cluster-autoscaler boots no node for placeholders, unless its cutoff was lowered.',
        '  replicaCount: with 0 nothing decides; the placeholders stay as they are.',
        '  dryRun: it decides and logs, and writes nothing.',
      ])
    })
  })
