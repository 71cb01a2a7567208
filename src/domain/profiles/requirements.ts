import { parseQuantity } from '../quantity.ts'
import type { Requirements, ResourceList } from './profile.ts'

/** Sentences for what is requested beyond its limit, which the API server refuses. */
export const excessOf = ({ requests = {}, limits = {} }: Requirements): string[] =>
  excessive(requests, limits).map((name) => `${name} is requested above its limit: ${requests[name]} > ${limits[name]}`)

/** The names of what is requested beyond its limit. */
export const excessive = (requests: ResourceList, limits: ResourceList): string[] =>
  Object.keys(requests).filter((name) => amountOf(requests, name) > amountOf(limits, name, Number.POSITIVE_INFINITY))

/** In thousandths, so that amounts of CPU compare. */
const amountOf = (list: ResourceList, name: string, missing = 0): number => parseQuantity(list[name], 1000) ?? missing

/** Extended resources (GPUs, huge pages) cannot be overcommitted: one amount is request and limit, the limit's if they differ. */
export function completed({ requests, limits }: Required<Requirements>): Required<Requirements> {
  const extended = { ...extendedOf(requests), ...extendedOf(limits) }
  return { requests: { ...requests, ...extended }, limits: { ...limits, ...extended } }
}

const extendedOf = (list: ResourceList): ResourceList =>
  Object.fromEntries(Object.entries(list).filter(([name]) => name.includes('/') || name.startsWith('hugepages-')))
