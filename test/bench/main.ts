/**
 * `npm run bench [-- --quick] [-- --only start,reaction] [-- --compare REF] [-- --json FILE]`: what the product costs and how fast it
 * reacts: on the real control plane with the chart installed by the real helm, and on synthetic clusters of up to 50,000 pods.
 * Explained in docs/benchmarks.md.
 */
import { writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { measureCluster } from './measure-cluster.ts'
import { measureMicro } from './micro.ts'
import { measurePages } from './page/measure.ts'
import { type Report, sayReport } from './report.ts'
import { FULL_SCALE, measureScale, QUICK_SCALE } from './scale/measure-scale.ts'
import { revisionAt, thisRevision } from './scale/revision.ts'
import { stagesOf } from './scale/stages.ts'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    only: { type: 'string' },
    compare: { type: 'string' },
    'without-streaming-lists': { type: 'boolean', default: false },
  },
})
const FULL = { sizes: [10, 500], rounds: 100, restMs: 60_000, admissionRounds: 12, microRounds: 40, pageRounds: 4 }
const QUICK = { sizes: [10], rounds: 5, restMs: 10_000, admissionRounds: 1, microRounds: 5, pageRounds: 1 }

// 'exit' is where children are killed: a signal alone would not come by there.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

const PAGE_ROUND_MS = 10_000

const chosen = stagesOf(options)
if ('problem' in chosen) {
  process.stderr.write(`${chosen.problem}\n`)
  process.exit(2)
}
const { stages } = chosen
const plan = options.quick ? QUICK : FULL
const startMs = performance.now()
const say = (text: string) =>
  void process.stderr.write(`${((performance.now() - startMs) / 1000).toFixed(0).padStart(4)} s  ${text}\n`)
const load = () => loadavg()[0]?.toFixed(1)
const loadBefore = load()

const parts: Partial<Pick<Report, 'micro' | 'pages' | 'cluster' | 'scale'>>[] = []
if (stages.has('micro')) {
  say('decide and ledger, in this process')
  parts.push({ micro: measureMicro(plan.microRounds) })
}
if (stages.has('pages')) {
  say('open status pages, in a process of their own')
  parts.push({ pages: await measurePages(plan.pageRounds, PAGE_ROUND_MS) })
}
if (stages.has('cluster')) parts.push({ cluster: await measureCluster(plan, say) })
if (chosen.isScale) {
  say('building')
  const revisions = [
    ...(options.compare === undefined ? [] : [await revisionAt(options.compare)]),
    await thisRevision(),
  ]
  try {
    const scale = { ...(options.quick ? QUICK_SCALE : FULL_SCALE), streamingLists: !options['without-streaming-lists'] }
    parts.push({ scale: await measureScale(revisions, stages, scale, say) })
  } finally {
    for (const revision of revisions) await revision.remove()
  }
}
const report: Report = {
  at: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}, load ${loadBefore} to ${load()}`,
  quick: options.quick,
  tookSeconds: Math.round((performance.now() - startMs) / 1000),
  ...Object.assign({}, ...parts),
}
if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(report, undefined, 2)}\n`)
process.stdout.write(`\n${sayReport(report)}\n\n  took ${report.tookSeconds} s\n`)
