/** The chart of zero-to-jupyterhub, where a checkout of it is named: it is not part of this repository. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'

/** `jupyterhub/` of a checkout of zero-to-jupyterhub-k8s. */
const { WARMSEATS_JUPYTERHUB_CHART: CHECKOUT } = process.env
const SCHEMA = 'values.schema.yaml'

/** false, or why tests with it cannot run here. It throws where one is named that is not there. */
export function skipWithoutHubChart(): false | string {
  const asked = 'WARMSEATS_JUPYTERHUB_CHART, the folder `jupyterhub` of a checkout of zero-to-jupyterhub-k8s'
  if (CHECKOUT === undefined) return `nobody has named ${asked}`
  if (!existsSync(join(CHECKOUT, SCHEMA))) throw new Error(`${CHECKOUT} is not ${asked}`)
  return false
}

/** The chart as it is published: with the strict schema as helm reads it, where a checkout has YAML. It is put into `folder`. */
export function publishedHubChart(folder: string): string {
  if (CHECKOUT === undefined) throw new Error('ask skipWithoutHubChart first')
  const chart = join(folder, 'jupyterhub')
  cpSync(CHECKOUT, chart, { recursive: true })
  writeFileSync(join(chart, 'values.schema.json'), JSON.stringify(load(readFileSync(join(chart, SCHEMA), 'utf8'))))
  return chart
}
