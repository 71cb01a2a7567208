import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fc, RUNS } from '../../../support/properties.ts'
import { ics, read, remarks, says, starts, vevent } from '../support.ts'

/** From Tuesday 2026-09-01, 09:00 UTC. */
const autumn = (rule: string, start = 'DTSTART:20260901T090000Z') =>
  read(ics(vevent(`${start}\nDURATION:PT1H\nRRULE:${rule}`)), '2026-08-01', '2027-08-01')

const RULE = 'FREQ=WEEKLY;INTERVAL=2;UNTIL=20261201T000000Z;BYDAY=MO,TU,WE'
const EXPECTED = starts(autumn(RULE))

const forgiven: readonly [rule: string, word: RegExp][] = [
  ['FREQ=WEEKLY;INTERVAL=2;UNTIL=20261201T000000Z;BYDAY=MO, TU, WE', /\(spaces\)/],
  ['FREQ=WEEKLY;INTERVAL=2;UNTIL=20261201T000000Z;BYDAY=MO,\u00A0TU ,WE', /spaces/],
  ['FREQ=WEEKLY;INTERVAL=2;UNTIL=20261201T000000Z;BYDAY=M O,TU,WE', /spaces/],
  ['"FREQ=WEEKLY;INTERVAL=2;UNTIL=20261201T000000Z;BYDAY=MO,TU,WE"', /quotes/],
  ['FREQ="WEEKLY";INTERVAL=\'2\';UNTIL="20261201T000000Z";BYDAY="MO,TU,WE"', /quotes/],
  ['FREQ=WEEKLY;INTERVAL=2;UNTIL=20261201T000000Z;BYDAY=“MO”,“TU”,“WE”', /quotes/],
  ['FREQ=WEEKLY\\;INTERVAL=2\\;UNTIL=20261201T000000Z\\;BYDAY=MO\\,TU\\,WE', /backslashes/],
  ['FREQ=WEEKLY;INTERVAL=2;UNTIL=20261201T000000Z;BYDAY=MO,TU,WE\\n', /backslashes/],
  ['FREQ=WEEKLY;COUNT=;INTERVAL=2;UNTIL=20261201T000000Z;BYDAY=MO,TU,WE;BYMONTH=', /COUNT without a value; BYMONTH/],
  ['FREQ=WEEKLY;INTERVAL=2;UNTIL=20261201T000000Z;BYDAY=MO,,TU,WE,', /empty entries of BYDAY/],
  [
    'FREQ=WEEKLY;INTERVAL=2;FREQ=WEEKLY;UNTIL=20261201T000000Z;BYDAY=MO,TU,WE;BYDAY=WE,MO,TU',
    /FREQ twice; BYDAY twice/,
  ],
  ['FREQ=WEEKLY;INTERVAL=2;INTERVAL=02;UNTIL=20261201T000000Z;BYDAY=MO,TU,WE', /INTERVAL twice/],
  [`${RULE};${RULE}`, /FREQ twice/],
  [`RRULE:${RULE}`, /`RRULE:` twice/],
  [`rrule: RRULE:RRULE:${RULE}`, /`RRULE:` twice/],
  ['FREQ:WEEKLY;INTERVAL:2;UNTIL:20261201T000000Z;BYDAY:MO,TU,WE', /colons for `=`/],
  ['FREQ=WEEKLY,INTERVAL=2,UNTIL=20261201T000000Z,BYDAY=MO,TU,WE', /parts without a semicolon between them/],
  ['FREQ=WEEKLY INTERVAL=2 UNTIL=20261201T000000Z BYDAY=MO,TU,WE', /parts without a semicolon between them/],
  ['FREQ＝WEEKLY；INTERVAL＝2；UNTIL＝20261201T000000Z；BYDAY＝MO，TU，WE', /unusual characters/],
  ['FREQ=WEEKLY;INTERVAL=2;UNTIL=20261201T000000Z;BYDAY=Mon,Tues,Wednesday', /names of weekdays/],
]
describe('a cosmetic mistake in a rule is forgiven and remarked upon', () => {
  for (const [rule, word] of forgiven)
    it(rule, () => {
      const reading = autumn(rule)
      assert.deepEqual([starts(reading), says(reading)], [EXPECTED, []])
      assert.equal(remarks(reading).length, 1, remarks(reading).join())
      assert.match(remarks(reading).join(), word)
      assert.match(remarks(reading).join(), /line \d+: RRULE is read as «FREQ=WEEKLY;INTERVAL=2;UNTIL=/)
    })
})

describe('what has no meaning in a rule is not worth a word', () => {
  for (const rule of [
    RULE.toLowerCase(),
    `${RULE};`,
    `;${RULE};;`,
    RULE.replaceAll(';', ' ; '),
    RULE.replaceAll('=', ' = '),
    ` ${RULE} `,
    `${RULE};X-NOTE=a class`,
    RULE.replace('20261201T000000Z', '2026-12-01T00:00:00Z'),
    RULE.replace('20261201T000000Z', '2026-12-01 00:00:00Z'),
    RULE.replace('20261201T000000Z', '2026-12-01T01:00:00+01:00'),
  ])
    it(rule, () => {
      const reading = autumn(rule)
      assert.deepEqual([starts(reading), says(reading), remarks(reading)], [EXPECTED, [], []])
    })
})

describe('an empty rule is none', () => {
  for (const rule of ['', ' ', ';', ';;', '""', 'RRULE:', '\\;'])
    it(JSON.stringify(rule), () => {
      const reading = autumn(rule)
      assert.deepEqual([starts(reading), says(reading)], [['2026-09-01T09:00Z'], []])
      assert.match(remarks(reading).join(), /line \d+: RRULE is empty and is none/)
    })
})

describe('where more than one meaning is left, it is a problem of the event, which counts once', () => {
  for (const [rule, because] of [
    ['FREQ=WEEKLY;BYDAY=MO;BYDAY=WE', /BYDAY is there twice/],
    ['FREQ=WEEKLY;COUNT=10;COUNT=12', /COUNT is there twice/],
    ['FREQ=WEEKLY;FREQ=DAILY', /FREQ is there twice/],
    ['FREQ=', /FREQ is missing/],
    ['WEEKLY', /«WEEKLY» is no part of a recurrence rule/],
    ['FREQ=WEEKLY;MO', /«MO» is no part/],
    ['FREQ=WEEKLY;BYDAY=MX', /BYDAY cannot be «MX»/],
    ['FREQ=WEEKLY;UNTIL=never', /UNTIL cannot be «NEVER»/],
  ] as const)
    it(rule, () => {
      const reading = autumn(rule)
      assert.deepEqual(starts(reading), ['2026-09-01T09:00Z'])
      assert.match(says(reading).join(), because)
    })
})

/** Ways to write a rule that means the same. */
const mistake = fc.constantFrom<(rule: string) => string>(
  (rule) => rule.replaceAll(',', ', '),
  (rule) => rule.replaceAll(',', ',,'),
  (rule) => rule.replaceAll(/[;,]/g, '\\$&'),
  (rule) => `"${rule}"`,
  (rule) => `RRULE:${rule}`,
  (rule) => `${rule};`,
  (rule) => `${rule};${rule}`,
  (rule) => `${rule};COUNT=`,
  (rule) => rule.toLowerCase(),
  (rule) => rule.replaceAll(';', '; '),
  (rule) => rule.replaceAll(/(?<=[A-Z])=/g, ' = '),
  (rule) => rule.split(';').reverse().join(';'),
)
const rules = fc.constantFrom<string>(
  RULE,
  'FREQ=DAILY;COUNT=20;BYHOUR=9,14',
  'FREQ=MONTHLY;BYDAY=1TU,-1FR',
  'FREQ=MONTHLY;BYMONTHDAY=1,15,-1;UNTIL=20270301',
  'FREQ=YEARLY;BYMONTH=3,9;BYDAY=2WE;WKST=SU',
  'FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261211T235959',
)
it('property: any mistakes at once', () => {
  fc.assert(
    fc.property(rules, fc.array(mistake, { maxLength: 4 }), (rule, mistakes) => {
      const written = mistakes.reduce((text, one) => one(text), rule)
      const reading = autumn(written)
      assert.deepEqual([starts(reading), says(reading)], [starts(autumn(rule)), []], written)
    }),
    { numRuns: 3 * RUNS.numRuns },
  )
})
