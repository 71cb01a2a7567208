import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { turns } from '../../../src/server/profiles/turns.ts'

const NO_TURN = { at: 'no turn', tooManyOf: 'address' }
const FULL = { at: 'no turn', tooManyOf: 'all' }

/** Work that goes on until the test ends it. */
function world() {
  let nowMs = 0
  const takeTurn = turns(() => nowMs)
  const begun: { readonly name: string; readonly end: (fails?: boolean) => void }[] = []
  const ask = (address: string, name = address, isVain = true) =>
    takeTurn(
      address,
      () =>
        new Promise<string>((resolve, reject) =>
          begun.push({ name, end: (fails) => (fails ? reject(new Error('down')) : resolve(name)) }),
        ),
      () => isVain,
    )
  const rest = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
  }
  return { ask, begun, rest, pass: (ms: number) => (nowMs += ms) }
}

const names = (begun: readonly { readonly name: string }[]) => begun.map(({ name }) => name)

describe('turns', () => {
  it('ten at once, the others in the order of asking', async () => {
    const { ask, begun, rest } = world()
    for (let number = 0; number < 13; number += 1) void ask(`10.0.0.${number}`)
    await rest()
    assert.equal(begun.length, 10)
    begun[4]?.end()
    begun[5]?.end()
    await rest()
    assert.deepEqual(names(begun).slice(10), ['10.0.0.10', '10.0.0.11'])
  })

  it('five of an address, however they ask: at once, and those that were in vain within a minute', async () => {
    const { ask, begun, rest, pass } = world()
    const asked = Array.from({ length: 5 }, (_, number) => ask('a', `${number}`))
    assert.deepEqual(await ask('a'), NO_TURN)
    for (const { end } of begun) end()
    assert.deepEqual(await Promise.all(asked), ['0', '1', '2', '3', '4'])
    assert.deepEqual(await ask('a'), NO_TURN)
    pass(60_000)
    void ask('a', 'again')
    await rest()
    assert.equal(begun.at(-1)?.name, 'again')
  })

  it('what came to something, or failed for another reason, does not count against the address', async () => {
    const { ask, begun, rest } = world()
    for (let number = 0; number < 20; number += 1) {
      const asked = ask('a', `${number}`, false)
      await rest()
      begun.at(-1)?.end(number % 2 === 1)
      await asked.catch(() => undefined)
    }
    assert.equal(begun.length, 20)
  })

  it('who waited for too long has none, so that nobody waits for who has given up', async () => {
    const { ask, begun, rest, pass } = world()
    for (let number = 0; number < 10; number += 1) void ask(`10.0.0.${number}`)
    const early = [ask('early'), ask('early')]
    pass(4999)
    const late = ask('late')
    pass(1)
    await rest()
    begun[0]?.end()
    assert.deepEqual(await Promise.all(early), [FULL, FULL])
    await rest()
    assert.deepEqual(names(begun).slice(10), ['late'])
    begun.at(-1)?.end()
    assert.equal(await late, 'late')
  })

  it('a thousand wait, no more; a few of each address, so that another one is not far behind', async () => {
    const { ask, begun, rest } = world()
    const asked = Array.from({ length: 1010 }, (_, number) => ask(`${Math.floor(number / 5)}`))
    assert.deepEqual(await ask('one more'), FULL)
    for (let ended = 0; ended < 1010; ended += 1) {
      await rest()
      begun[ended]?.end()
    }
    assert.equal((await Promise.all(asked)).filter((one) => typeof one === 'string').length, 1010)
  })
})
