/** What people are told, for tests: troubles, notices, targets. */

import { buildConfig } from '../../../src/config/build.ts'
import { configSchema, type Values } from '../../../src/config/schema.ts'
import type { Message } from '../../../src/domain/notify/message.ts'
import type { News, Notice, Trouble } from '../../../src/domain/notify/notice.ts'
import type { NotifyTarget } from '../../../src/domain/settings/notify-target.ts'
import { poolLabels } from '../config.ts'
import { at } from '../time.ts'

type TargetValues = NonNullable<Values['notify']>[number]

/** One of `notify`, through the product's own checks; a Slack channel unless said. */
export function target(values: Partial<TargetValues> = {}): NotifyTarget {
  const one: TargetValues = { name: 'on-call', type: 'slack', secret: { name: 'chat' }, ...values }
  const pools = { user: { nodeSelector: poolLabels('user') }, lab: { nodeSelector: poolLabels('lab') } }
  const { config, errors } = buildConfig(configSchema.parse({ nodePools: pools, notify: [one] }))
  const [built] = config.notify
  if (errors.length > 0 || !built) throw new Error(errors.map(({ where, text }) => `${where}: ${text}`).join('\n'))
  return built
}

/** The same as a mailbox. */
export function mailbox(values: Partial<TargetValues> = {}): NotifyTarget & { readonly type: 'email' } {
  const built = target({ type: 'email', from: 'warmseats@example.edu', to: ['ops@example.edu'], ...values })
  if (built.type !== 'email') throw new Error('it is no mailbox')
  return built
}

export const trouble = (more: Partial<Trouble> = {}): Trouble => {
  const { kind = 'waits', pool = 'user' } = more
  const key = `${kind} ${pool}`
  return { kind, key, pool, headline: 'user: 281 people wait for a node', lines: [], doings: [], ...more }
}

export const news = (key: string): News => ({
  kind: 'verdicts',
  key,
  pool: 'user',
  headline: 'user: Tue 09:00 Data 8: 338 of 350 came, nobody waited',
  lines: [],
  doings: [],
})

export const notice = (more: Partial<Notice> = {}): Notice => ({
  kind: 'waits',
  state: 'begun',
  subjects: ['waits user'],
  pool: 'user',
  headline: 'user: 281 people wait for a node',
  lines: [],
  doings: [],
  atMs: at('09:02'),
  sinceMs: at('09:02'),
  ...more,
})

export const message = (more: Partial<Notice> = {}): Message => ({ notice: notice(more) })

/** What people write into titles who mean harm, in each of the wires at once. */
export const HOSTILE =
  '<!channel> <@U0001> *bold* `code` [click](https://evil.example) {{DATE(2017-02-14T06:08:39Z)}} </at> & <script>alert(1)</script>\r\nBcc: all@example.edu'
