/** A rule or a zone that is not separated as it should be: `RRULE;FREQ=…`, `RRULE=FREQ=…`, `DTSTART:TZID=…:…`. */
const RULE = /^(RRULE|EXRULE)[ \t]{0,3}[;= \t][ \t]{0,3}(?=(?:FREQ|INTERVAL|COUNT|UNTIL|WKST|BY[A-Z]{3,8})[ \t]{0,3}=)/i
const ZONE =
  /^(DTSTART|DTEND|EXDATE|RDATE|RECURRENCE-ID)(?::[ \t]{0,3}(TZID|VALUE)[ \t]{0,3}[:=]|;[ \t]{0,3}(TZID|VALUE)[ \t]{0,3}:)(?=[^:]{1,200}:)/i

/** @returns the line as it should be, or undefined when there is nothing to mend */
export function mended(text: string): string | undefined {
  const first = text.charCodeAt(0) | SMALL
  if (first !== R && first !== D && first !== E) return undefined
  if (RULE.test(text)) return text.replace(RULE, '$1:')
  return ZONE.test(text) ? text.replace(ZONE, (_, name, one, other) => `${name};${one ?? other}=`) : undefined
}

/** Most lines begin with another letter. */
const SMALL = 32
const [D, E, R] = [100, 101, 114]
