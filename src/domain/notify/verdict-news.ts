import type { Step } from '../act/step.ts'
import { fingerprint } from '../fingerprint.ts'
import { verdictKey } from '../verdict/memory.ts'
import { linesOfVerdict, sayClass, sayVerdict } from '../verdict/say.ts'
import type { News } from './notice.ts'

/** What became of the classes whose people have just come. */
export const verdictNews = ({ decision: { verdicts }, observed: { config } }: Step): News[] => {
  const zone = config.calendar.timezone ?? 'utc'
  return verdicts.map((verdict) => ({
    kind: 'verdicts',
    key: `verdicts ${fingerprint(verdictKey(verdict))}`,
    pool: verdict.pool,
    headline: `${verdict.pool}: ${sayClass(verdict, zone)}: ${sayVerdict(verdict)}`,
    lines: linesOfVerdict(verdict, zone),
    doings: [],
  }))
}
