import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dump } from 'js-yaml'
import { controlPlane } from '../../cluster/index.ts'
import { findControlPlane } from '../../cluster/programs/control-plane.ts'
import { run } from '../../cluster/run.ts'
import { type InputSeries, TICK_SECONDS } from './recording.ts'

/** false, or why tests with promtool cannot run here. With CI=true what is missing is built, or it throws. */
export async function skipWithoutPromtool(): Promise<false | string> {
  if (findControlPlane().files.has('promtool')) return false
  if (process.env.CI === 'true') return (await controlPlane()).skip
  return 'promtool is not built here: npm run cluster:build'
}

/** @returns its stdout; rejects with its stderr */
export function promtool(args: readonly string[], input?: string): Promise<string> {
  const path = findControlPlane().files.get('promtool')
  if (path === undefined) throw new Error('promtool is not built: npm run cluster:build')
  return run(path, args, { env: process.env, input })
}

export interface Play {
  /** A PrometheusRule's groups. */
  readonly groups: unknown
  readonly series: readonly InputSeries[]
  /** Alerts that fire at a time since the beginning (`9m`), all of them and no other. */
  readonly firing: Readonly<Record<string, readonly string[]>>
}

/** @throws with promtool's own words where Prometheus would not take the groups, or thinks little of them */
export const checkRules = (groups: unknown): Promise<string> =>
  withFiles({ 'rules.yaml': { groups } }, (folder) =>
    promtool(['check', 'rules', '--lint=all', '--lint-fatal', join(folder, 'rules.yaml')]),
  )

/** Plays recorded series to the alerts. @throws with promtool's own words where others fire */
export function play({ groups, series, firing }: Play): Promise<string> {
  const interval = `${TICK_SECONDS}s`
  const asked = Object.entries(firing).map(([time, alerts]) => ({
    expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
    eval_time: time,
    exp_samples: alerts.toSorted().map((alert) => ({ labels: `{alertname="${alert}"}`, value: 1 })),
  }))
  const tests = {
    rule_files: ['rules.yaml'],
    evaluation_interval: interval,
    tests: [{ interval, input_series: series, promql_expr_test: asked }],
  }
  return withFiles({ 'rules.yaml': { groups }, 'tests.yaml': tests }, (folder) =>
    promtool(['test', 'rules', join(folder, 'tests.yaml')]),
  )
}

async function withFiles<T>(files: Readonly<Record<string, object>>, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'warmseats-alerts-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), dump(content))
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
