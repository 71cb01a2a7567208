import { sayCount } from '../say.ts'
import type { NotifyTarget } from '../settings/notify-target.ts'
import { isFor, type Notice } from './notice.ts'

/** A notice on its way to one target. */
export interface Message {
  readonly notice: Notice
  /** Of mails: who gets it instead of those of the target. */
  readonly to?: string
  /** It says that the budget is used up, and needs none. */
  readonly isBudget?: true
}

/** What a notice is for a target: for itself, and for each organizer whom it may write to. */
export function messagesFor(target: NotifyTarget, notice: Notice): Message[] {
  if (!isFor(target, notice)) return []
  const hasOwn = target.type !== 'email' || target.to.length > 0
  return [...(hasOwn ? [{ notice }] : []), ...toOrganizers(target, notice)]
}

function toOrganizers(target: NotifyTarget, notice: Notice): Message[] {
  const { organizers = [] } = notice
  if (target.type !== 'email' || target.organizersAt === undefined) return []
  const domains = new Set(target.organizersAt)
  return organizers
    .filter(({ address }) => domains.has(domainOf(address)) && !target.to.includes(address))
    .map(({ address, lines }) => {
      const headline =
        lines.length === 1 ? (lines[0] ?? '') : `${sayCount(lines.length, 'thing')} in your events are not understood`
      return { to: address, notice: { ...notice, headline, lines: lines.length === 1 ? [] : lines, doings: [] } }
    })
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
