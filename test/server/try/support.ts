import assert from 'node:assert/strict'
import type { Draft } from '../../../src/domain/trial/draft.ts'
import { type Tried, tryOut } from '../../../src/domain/trial/trial.ts'
import type { TriedPool } from '../../../src/domain/trial/tried-pool.ts'
import { CAMPUS, draft } from '../../domain/trial/support.ts'
import type { World } from '../../support/observed.ts'
import { stepAt } from '../../support/snapshot.ts'

/** What a text does on the campus at 09:00. */
export function tried(text: string, more: Partial<Draft> = {}, world: World = CAMPUS): Tried {
  const made = tryOut(draft(text, more), stepAt('09:00', world))
  return made.at === 'tried' ? made : assert.fail(JSON.stringify(made))
}

/** The same in the only pool that it asks. */
export const triedPool = (text: string, world?: World): TriedPool =>
  tried(text, {}, world).pools[0] ?? assert.fail(`«${text}» asks for nothing`)

/** What a reader sees, in one line. */
export const textOf = (markup: string): string =>
  markup
    .replaceAll(/<style>[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll(/\s+/g, ' ')
