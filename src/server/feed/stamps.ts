import { createHash } from 'node:crypto'
import type { Answer } from '../../domain/answers/answer.ts'

/** An entry of the feed: an answer with what tells a calendar client that it has changed. */
export interface Entry {
  readonly uid: string
  readonly answer: Answer
  /** When it was first seen to say this. Epoch ms, whole seconds. */
  readonly modifiedMs: number
  /** Rises with each change, over restarts and from replica to replica: seconds since 2026. */
  readonly sequence: number
}

const SINCE_MS = Date.UTC(2026)

interface Seen {
  readonly content: string
  readonly modifiedMs: number
}

/**
 * Remembers when each answer was first seen as it is. Every replica remembers for itself, and begins anew with a restart:
 * an entry that says something new is in any case later than all that said something else before.
 */
export function stamps(): (answers: readonly Answer[], nowMs: number) => Entry[] {
  let seen: ReadonlyMap<string, Seen> = new Map()
  return (answers, nowMs) => {
    const next = new Map(answers.map((answer) => [answer.key, seenNow(answer, seen.get(answer.key), nowMs)]))
    seen = next
    return answers.map((answer) => {
      const modifiedMs = next.get(answer.key)?.modifiedMs ?? nowMs
      return { uid: uidOf(answer.key), answer, modifiedMs, sequence: Math.max(0, (modifiedMs - SINCE_MS) / 1000) }
    })
  }
}

function seenNow(answer: Answer, before: Seen | undefined, nowMs: number): Seen {
  const content = JSON.stringify(answer)
  if (before?.content === content) return before
  const second = Math.floor(nowMs / 1000) * 1000
  return { content, modifiedMs: Math.max(second, (before?.modifiedMs ?? 0) + 1000) }
}

/** Who writes a calendar writes its UIDs: theirs may be of any length, and may be somebody's address. */
const uidOf = (key: string): string => `${createHash('sha256').update(key).digest('hex').slice(0, 32)}@warmseats`
