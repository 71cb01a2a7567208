import { problemsOfStep, type Step } from '../../domain/act/step.ts'
import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import type { Families } from './families.ts'

/** The program itself. */
export interface ProgramMetrics {
  readonly step: (step: Step) => void
  readonly runtime: (event: RuntimeEvent) => void
}

/** Whether it decides, acts and sees. @param now epoch ms */
export function programMetrics(
  { shown, number, counter }: Families,
  version: string,
  latest: () => Step | undefined,
  now: () => number,
): ProgramMetrics {
  let leads = false
  let config: { readonly isGood: boolean; readonly loadedMs?: number } | undefined
  shown('build_info', '1; the version is in the label.', ['version'], () => [{ labels: { version }, value: 1 }])
  number('leader', '1 while this replica acts, 0 while it only decides.', () => (leads ? 1 : 0))
  number(
    'config_last_reload_successful',
    '0 while the config file is refused and the last good one goes on; absent before it was read.',
    () => config && Number(config.isGood),
  )
  number(
    'config_last_reload_success_timestamp_seconds',
    'When the config file was last taken; absent before it was.',
    () => config?.loadedMs && config.loadedMs / 1000,
  )
  number('problems', 'Problems that a person should look at; the log names them.', () => {
    const step = latest()
    return step && problemsOfStep(step).length
  })
  number('view_stale', '1 while the view of the cluster is stale.', () => {
    const step = latest()
    return step && Number(step.observed.sight.at === 'stale')
  })
  const decisions = counter('decisions_total', 'Decisions made.')
  const watchFailures = counter('watch_failures_total', 'Times a watch began to fail, by cause.', ['resource', 'kind'])
  return {
    step: () => decisions.inc(),
    runtime: (event) => {
      switch (event.type) {
        case 'leading':
        case 'following':
          leads = event.type === 'leading'
          return
        case 'config loaded':
          if (!event.isStored) config = { isGood: true, loadedMs: now() }
          return
        case 'config refused':
          config = { ...config, isGood: false }
          return
        case 'watch failed':
          watchFailures.inc({ resource: event.resource, kind: event.kind })
      }
    },
  }
}
