import { cutToBytes } from '../../cut-to-bytes.ts'
import { given } from '../../given.ts'
import { sayPlainly } from '../../say.ts'
import { intentHash } from '../../scheduling/intent-hash.ts'
import { MOST } from '../text/budget.ts'
import { type Component, linesIn, valueIn } from '../text/component.ts'
import { decodedValue } from '../text/encoded.ts'
import { textValue } from '../text/value.ts'
import { aboutEvent, type EventName, type Report } from '../trouble.ts'

/**
 * What an event is called, in the bounds of what is kept, written and said of it. An event without a UID is named by
 * what it says, so that two of them are not taken for one.
 */
export function nameOf(component: Component, report: Report): EventName {
  const [written] = linesIn(component, 'SUMMARY')
  const title = sayPlainly(textValue((written ? decodedValue(written) : '').slice(0, LONGEST_TITLE)))
    .replaceAll(/\s+/g, ' ')
    .trim()
  const summary = cutToBytes(title, MOST.title)
  const uid = sayPlainly(textValue(valueIn(component, 'UID') ?? '')).trim()
  const name = {
    uid: boundedUid(uid || `without UID: ${valueIn(component, 'DTSTART') ?? ''} ${summary}`.trim()),
    summary,
    ...given({ organizer: organizerOf(valueIn(component, 'ORGANIZER')) }),
  }
  if (summary !== title) report(aboutEvent(name, TOO_LONG))
  return name
}

/** `mailto:ada@example.edu`; other addresses are of no use to a mail. The longest there can be has 254 characters (RFC 5321). */
const MAIL = /^mailto:([a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63})$/i

const organizerOf = (written = ''): string | undefined =>
  written.length > 'mailto:'.length + 254 ? undefined : MAIL.exec(written)?.[1]?.toLowerCase()

/** More than is kept by far, and less than a title may be made of. */
const LONGEST_TITLE = 16 * MOST.title

const TOO_LONG = `its title is longer than ${MOST.title} bytes and is cut; the description holds more`

/** Of a long UID its beginning and a checksum of all of it: two that differ stay two. */
function boundedUid(uid: string): string {
  if (cutToBytes(uid, MOST.uid) === uid) return uid
  const checksum = `…${intentHash(uid)}`
  return `${cutToBytes(uid, MOST.uid - CHECKSUM_BYTES)}${checksum}`
}

/** Of `…` and 16 digits. */
const CHECKSUM_BYTES = 19
