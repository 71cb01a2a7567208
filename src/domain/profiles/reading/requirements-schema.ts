import { z } from 'zod'
import { given } from '../../given.ts'
import { parseQuantity } from '../../scheduling/quantity.ts'
import { exactly, isExtendedResource, nearest, quantity, quoted } from './fields.ts'
import type { Requirements } from './profile.ts'
import { excessOf, HUGE_PAGES, pageSizeOf } from './requirements.ts'

const OWN = ['cpu', 'memory', 'ephemeral-storage']

/** Resources of Kubernetes itself, huge pages, and extended ones with a domain: the API server knows no others. */
const resourceName = z
  .string()
  .refine((name) => OWN.includes(name) || pageSizeOf(name) !== undefined || isExtendedResource(name), {
    error: ({ input }) => {
      const near = nearest(String(input), OWN)
      return `no resource \`${String(input)}\` is known; ${near ? `did you mean \`${near}\`?` : `write ${quoted(OWN)}, \`hugepages-2Mi\`, or one with its domain such as \`nvidia.com/gpu\``}`
    },
  })

const list = z
  .record(resourceName, quantity, { error: 'must be a map such as `memory: 4Gi`' })
  .superRefine((amounts, context) => {
    for (const [name, written] of Object.entries(amounts)) {
      const wrong = (message: string) => context.addIssue({ code: 'custom', path: [name], message })
      if (name.includes('/') && (parseQuantity(written, 1000) ?? 0) % 1000 !== 0)
        wrong(`\`${name}\` is counted in whole pieces`)
      const pageSize = pageSizeOf(name)
      if (pageSize && (parseQuantity(written) ?? 0) % pageSize !== 0)
        wrong(`must be a multiple of the page size, ${name.replace(HUGE_PAGES, '')}`)
    }
  })

/** The older way to write it, for both requests and limits. */
const older = { mem_limit: quantity.exactOptional(), cpu_limit: quantity.exactOptional() }

export const requirements = exactly('`requests` and `limits`', {
  requests: list.exactOptional(),
  limits: list.exactOptional(),
  ...older,
})
  .superRefine(({ mem_limit, cpu_limit, ...written }, context) => {
    const wrong = (message: string) => context.addIssue({ code: 'custom', message })
    if (mem_limit !== undefined || cpu_limit !== undefined) {
      if (written.requests || written.limits)
        wrong(
          'has `mem_limit` or `cpu_limit` beside `requests` or `limits`; write it with `requests` and `limits` alone',
        )
    } else for (const text of excessOf(written)) wrong(`${text}; raise the limit or lower the request`)
  })
  .transform(({ mem_limit, cpu_limit, ...written }): Requirements => {
    if (mem_limit === undefined && cpu_limit === undefined) return written
    const both = given({ cpu: cpu_limit, memory: mem_limit })
    return { requests: both, limits: both }
  })
