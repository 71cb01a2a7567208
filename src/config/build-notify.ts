import { given } from '../domain/given.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { type NotifyTarget, TOLD_UNASKED } from '../domain/settings/notify-target.ts'
import { judgePool } from './build-calendars.ts'
import type { TargetValues } from './notify-fields.ts'

const PER_HOUR = 12
/** Each has a queue of its own. */
const MOST = 20

/**
 * `notify` of the values: each target with what its type needs, and nothing that only another type would read.
 * @param errors is added to
 */
export function buildNotify(
  values: readonly TargetValues[],
  pools: ReadonlySet<string>,
  errors: Problem[],
): NotifyTarget[] {
  if (values.length > MOST) errors.push(problem('notify', `${values.length} are too many; ${MOST} can be told`))
  const names = new Set<string>()
  return values.slice(0, MOST).map((value, index) => {
    const path = `notify.${index}`
    const name = value.name || `notify[${index}]`
    if (names.has(name)) errors.push(problem(`${path}.name`, `\`${name}\` is the name of another one too; rename one`))
    names.add(name)
    for (const pool of value.pools ?? []) judgePool(pool, pools, `${path}.pools`, errors)
    errors.push(...misplaced(value, path), ...(value.type === 'email' ? mailProblems(value, path) : []))
    return targetOf(value, name)
  })
}

function targetOf(value: TargetValues, name: string): NotifyTarget {
  const common = {
    name,
    secret: { name: value.secret.name, key: value.secret.key || 'url' },
    kinds: value.for ?? TOLD_UNASKED,
    perHour: value.perHour ?? PER_HOUR,
    ...given({ pools: value.pools ?? undefined }),
  }
  switch (value.type) {
    case 'email': {
      const organizersAt = value.toOrganizers ? (value.allowedDomains ?? []).map(domainOf) : undefined
      return { ...common, type: 'email', from: value.from ?? '', to: value.to ?? [], ...given({ organizersAt }) }
    }
    case 'webhook':
      return { ...common, type: 'webhook', ...given({ signingKey: value.signingKey || undefined }) }
    default:
      return { ...common, type: value.type }
  }
}

/** `@example.edu` is meant as well. */
const domainOf = (written: string): string => written.trim().toLowerCase().replace(/^@/, '')

const OF_MAIL = ['from', 'to', 'toOrganizers', 'allowedDomains'] as const

const misplaced = (value: TargetValues, path: string): Problem[] => [
  ...OF_MAIL.filter((key) => value[key] && value.type !== 'email').map((key) =>
    problem(`${path}.${key}`, `is for \`type: email\`, and this is ${value.type}; remove it`),
  ),
  ...(value.signingKey && value.type !== 'webhook'
    ? [problem(`${path}.signingKey`, `is for \`type: webhook\`, and this is ${value.type}; remove it`)]
    : []),
]

const ADDRESS = /^[^\s@<>,;"]{1,64}@[a-z0-9.-]{1,253}$/i
const DOMAIN = /^@?([a-z0-9-]+\.)+[a-z]{2,}$/i

function mailProblems({ from, to, toOrganizers, allowedDomains }: TargetValues, path: string): Problem[] {
  const problems: Problem[] = []
  const judge = (text: string, where: string) => {
    if (!ADDRESS.test(text)) problems.push(problem(where, `\`${text}\` is no mail address; write ops@example.edu`))
  }
  if (from) judge(from, `${path}.from`)
  else problems.push(problem(`${path}.from`, 'is missing; write the address that mails come from'))
  for (const one of to ?? []) judge(one, `${path}.to`)
  if (!to?.length && !toOrganizers)
    problems.push(problem(path, 'is for nobody; give it `to`, or `toOrganizers: true` with `allowedDomains`'))
  if (toOrganizers && !allowedDomains?.length)
    problems.push(
      problem(
        `${path}.allowedDomains`,
        'is empty: whoever writes a calendar would say where mails go; name your domains',
      ),
    )
  for (const one of allowedDomains ?? [])
    if (!DOMAIN.test(one.trim()))
      problems.push(problem(`${path}.allowedDomains`, `\`${one}\` is no domain; write example.edu`))
  return problems
}
