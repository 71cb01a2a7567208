import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import type { Draft } from '../../../src/domain/trial/draft.ts'
import { CAMPUS, draft } from '../../domain/trial/support.ts'
import { stepAt } from '../../support/snapshot.ts'
import { type Served, serve, toldPage } from '../../support/status-page.ts'
import { textOf } from './support.ts'

async function served(): Promise<Served> {
  const told = toldPage()
  told.step(stepAt('09:00', CAMPUS))
  return serve(told)
}

const send = (server: Served, fields: Draft) =>
  fetch(`${server.url}try`, { method: 'POST', body: new URLSearchParams({ ...fields }) })

describe('/try', () => {
  it('is a form with the pools, the zone and the next day', async () => {
    await using server = await served()
    const answer = await fetch(`${server.url}try`)
    const page = await answer.text()
    assert.equal(answer.status, 200)
    assert.match(page, /<form method="post" action="try#top">/)
    assert.match(page, /name="date" type="date" required value="2026-03-25"/)
    assert.match(page, /<option value="user">user<\/option><option value="lab">lab<\/option>/)
    assert.doesNotMatch(page, /<script/)
  })

  it('answers with what is read and what it will do', async () => {
    await using server = await served()
    const text = textOf(await (await send(server, draft('Students:120 people\nusr: 4', { pool: 'user' }))).text())
    assert.match(text, /It asks 120 students in pool user; not all of it counts as it is written\./)
    assert.match(text, /no pool `usr`; did you mean `user`\?/)
    assert.match(text, /read as `students: 120`/)
    assert.match(text, /120 seats → 8 placeholders → 8 nodes/)
    assert.match(text, /Room opens 09:50 , 10 min before it begins/)
    assert.match(text, /Nodes are ready by 10:00 \(they take 10 min until 5 boots were seen/)
    assert.match(text, /With what is beside it 160 seats → 10 placeholders → 10 nodes for "Data 8", "Physics"/)
    assert.match(text, /the pool can have 12 placeholders \(nodePools\.user\.maxPlaceholders\)/)
    assert.match(text, /nodes needed, of an empty pool, times in UTC/)
  })

  const VERDICTS: readonly (readonly [string, Draft, RegExp])[] = [
    ['well', draft('lab: {students: 30}'), /room is there when it begins/],
    [
      'bad',
      draft('user: {students: 180}'),
      /does not fit: "Data 8" and "Physics".* needs 14 placeholders; .*: 28 of 220 will wait for a node/,
    ],
    ['warning', draft('lab: 2'), /may be 10 min late: a line `leadTime: auto`/],
    ['bad', draft('bring laptops'), /It asks for nothing\. A line with how many people come/],
    ['bad', draft('students: 1.5'), /asks for nothing as it is written.*`students: 2` would be right/],
  ]
  for (const [state, fields, expected] of VERDICTS)
    it(`says of «${fields.text}» whether it is well`, async () => {
      await using server = await served()
      const page = await (await send(server, fields)).text()
      assert.match(page, new RegExp(`<section id="top" class="${state}"`))
      assert.match(textOf(page), expected)
    })

  it('says which field is wrong, beside it, and keeps the others', async () => {
    await using server = await served()
    const answer = await send(server, draft('students: 5', { date: '2026-02-30' }))
    const page = await answer.text()
    assert.equal(answer.status, 400)
    assert.match(page, /id="date"[^>]* aria-invalid="true" aria-describedby="date-wrong"/)
    assert.match(page, /id="date-wrong">This is no date/)
    assert.match(page, /students: 5<\/textarea>/)
  })

  it('lets nothing run and nothing load: the hash is that of its style', async () => {
    await using server = await served()
    const answer = await send(server, draft('students: 5'))
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(await answer.text()) ?? []
    const hash = createHash('sha256').update(style).digest('base64')
    assert.equal(
      answer.headers.get('content-security-policy'),
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    )
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer')
  })

  it('reads no more than a description may be long: the rest is said, or nothing is read', async () => {
    await using server = await served()
    const long = await (await send(server, draft(`students: 5\n${'x'.repeat(20_000)}`))).text()
    assert.match(textOf(long), /only its first 8192 characters and 500 lines are read/)
    const tooLong = await send(server, draft('x'.repeat(1024 * 1024)))
    assert.equal(tooLong.status, 413)
    const endless = await send(server, draft('x'.repeat(3 * 1024 * 1024))).catch(() => undefined)
    assert.ok(endless === undefined || endless.status === 413, 'cut off, or told')
    assert.match(textOf(await tooLong.text()), /This is too long: of a description the first 8,192 characters are read/)
  })

  it('shows hostile text as text', async () => {
    await using server = await served()
    const malice = `</textarea></title><script>alert(1)</script><img src=x onerror='alert(2)'>" onfocus="alert(3)`
    const bidi = '\u202estudents: 5\u0000\u001b[2J\ud800'
    const page = await (await send(server, draft(`${malice}\n${bidi}`, { title: malice, pool: malice }))).text()
    assert.doesNotMatch(page, /<script|<img|<\/textarea>[^<]*<\/title>/)
    const tried = await (await send(server, draft(`lab: 2\n${malice}\n${bidi}`, { title: `\u202e${malice}` }))).text()
    assert.doesNotMatch(tried, /<script|<img/)
    const after = tried.slice(tried.indexOf('</form>'))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    assert.doesNotMatch(after, /[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u001b]/)
  })

  it('takes no other content', async () => {
    const told = toldPage()
    told.step(stepAt('09:00', CAMPUS))
    await using server = await serve(told)
    const json = await fetch(`${server.url}try`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
    assert.equal(json.status, 415)
  })

  it('says that nothing is decided yet', async () => {
    await using server = await serve(toldPage())
    const answer = await send(server, draft('students: 5'))
    assert.equal(answer.status, 503)
    assert.match(textOf(await answer.text()), /Nothing is decided yet/)
  })
})
