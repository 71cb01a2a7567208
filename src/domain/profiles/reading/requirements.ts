import { parseQuantity } from '../../scheduling/quantity.ts'
import type { Requirements, ResourceList } from './profile.ts'

/** Sentences for what is requested beyond its limit, which the API server refuses. */
export const excessOf = ({ requests = {}, limits = {} }: Requirements): string[] =>
  excessive(requests, limits).map((name) => `${name} is requested above its limit: ${requests[name]} > ${limits[name]}`)

/** The names of what is requested beyond its limit. */
export const excessive = (requests: ResourceList, limits: ResourceList): string[] =>
  Object.keys(requests).filter(
    (name) => Object.hasOwn(limits, name) && amountOf(requests, name) > amountOf(limits, name),
  )

/** In thousandths, so that amounts of CPU compare. */
const amountOf = (list: ResourceList, name: string): number => parseQuantity(list[name], 1000) ?? 0

/** Extended resources (GPUs, huge pages) cannot be overcommitted: one amount is request and limit, the limit's if they differ. */
export function completed({ requests, limits }: Required<Requirements>): Required<Requirements> {
  const extended = { ...extendedOf(requests), ...extendedOf(limits) }
  return { requests: { ...requests, ...extended }, limits: { ...limits, ...extended } }
}

export const HUGE_PAGES = 'hugepages-'

/** The bytes of a page of `hugepages-2Mi`; undefined where the name is no such. */
export function pageSizeOf(name: string): number | undefined {
  const milli = name.startsWith(HUGE_PAGES) ? parseQuantity(name.slice(HUGE_PAGES.length), 1000) : undefined
  return milli !== undefined && milli > 0 && milli % 1000 === 0 ? milli / 1000 : undefined
}

/** Names of huge pages that a container asks for without CPU and memory, which no API server takes. */
export function pagesAlone({ requests, limits }: Required<Requirements>): string[] {
  const names = Object.keys({ ...requests, ...limits })
  return names.includes('cpu') || names.includes('memory') ? [] : names.filter((name) => name.startsWith(HUGE_PAGES))
}

const extendedOf = (list: ResourceList): ResourceList =>
  Object.fromEntries(Object.entries(list).filter(([name]) => name.includes('/') || name.startsWith(HUGE_PAGES)))
