/** The alerts and the dashboard of the chart, as they stand there: before helm puts a release in. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'

export interface Alert {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

const FOLDER = join(import.meta.dirname, '../../../chart/monitoring')
const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8')

/** @param release what selects its series, as helm puts it in for `$release` */
export function alertsOf(release = 'namespace="hub",job="warmseats"'): readonly Alert[] {
  const { groups } = load(read('alerts.yaml').replaceAll('$release', release)) as {
    groups: readonly { readonly rules: readonly Alert[] }[]
  }
  return groups.flatMap(({ rules }) => rules)
}

interface Panel {
  readonly title: string
  readonly description?: string
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[]
}

export interface Dashboard {
  readonly tags: readonly string[]
  readonly panels: readonly Panel[]
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] }
}

export const dashboard = (): Dashboard => JSON.parse(read('dashboard.json')) as Dashboard

/** Labels that a template of Prometheus or Grafana names: `{{ $labels.pool }}`, `{{pool}}`. */
export const labelsSaid = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(?:\$labels\.)?([a-z_]+)\s*\}\}/g)].map(([, label = '']) => label)
